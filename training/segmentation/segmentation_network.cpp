#include "training/segmentation/segmentation_network.h"

#include "training/segmentation/backbone_u_network.h"
#include "training/segmentation/plain_u_network.h"

namespace touchstone::training {

std::shared_ptr<SegmentationNetwork> makeSegmenter(const SegmenterLayout& layout) {
  std::shared_ptr<SegmentationNetwork> network;
  if (layout.backbone != nullptr) {
    network = std::make_shared<BackboneUNetwork>(layout);
  } else {
    network = std::make_shared<PlainUNetwork>(layout);
  }
  network->eval();
  return network;
}

}  // namespace touchstone::training
