#include "analysis/neighbours/neighbour_index.h"

#include "analysis/neighbours/dot_products.h"

#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace touchstone::analysis {
namespace {

// How many links a row has, and how many candidates are looked at when it is added and searched.
constexpr std::size_t links = 16;
constexpr std::size_t candidatesWhenAdded = 100;
constexpr std::size_t candidatesWhenSearched = 64;
constexpr std::size_t rowsBetweenReports = 1000;

/// What one row is in the index: half its squared length, then its values, so that the distance of
/// two rows, half the square of their difference, costs one scalar product.
struct Layout {
  std::size_t columns = 0;
};

float halfSquaredDistance(const void* a, const void* b, const void* layout) {
  const auto* first = static_cast<const float*>(a);
  const auto* second = static_cast<const float*>(b);
  const std::size_t columns = static_cast<const Layout*>(layout)->columns;
  return first[0] + second[0] - dotProduct(first + 1, second + 1, columns);
}

class Space : public hnswlib::SpaceInterface<float> {
public:
  explicit Space(std::size_t columns) : layout_{columns} {}
  std::size_t get_data_size() override { return (layout_.columns + 1) * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override {
    return [](const void* a, const void* b, const void* layout) {
      return halfSquaredDistance(a, b, layout);
    };
  }
  void* get_dist_func_param() override { return &layout_; }

private:
  Layout layout_;
};

}  // namespace

struct NeighbourIndex::Graph {
  explicit Graph(const FeatureMatrix& rowsToFind)
      : rows(rowsToFind),
        space(rows.columns),
        index(&space, rows.rows, links, candidatesWhenAdded) {}

  [[nodiscard]] std::vector<float> entry(std::size_t i) const {
    const auto row = rows.row(i);
    std::vector<float> values{dotProduct(row.data(), row.data(), row.size()) / 2};
    values.insert(values.end(), row.begin(), row.end());
    return values;
  }

  const FeatureMatrix& rows;
  Space space;
  hnswlib::HierarchicalNSW<float> index;
};

NeighbourIndex::NeighbourIndex(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}
NeighbourIndex::NeighbourIndex(NeighbourIndex&&) noexcept = default;
NeighbourIndex& NeighbourIndex::operator=(NeighbourIndex&&) noexcept = default;
NeighbourIndex::~NeighbourIndex() = default;

Result<NeighbourIndex> NeighbourIndex::build(const FeatureMatrix& rows, const WorkContext& work) {
  try {
    auto graph = std::make_unique<Graph>(rows);
    // One thread: the graph depends on the order in which rows are added.
    for (std::size_t i = 0; i < rows.rows; ++i) {
      if (i % rowsBetweenReports == 0) {
        if (work.stop.stop_requested()) {
          return Error{.kind = ErrorKind::Cancelled, .file = {}, .message = "Cancelled."};
        }
        if (work.progress) {
          work.progress({.stage = "Indexing",
                         .done = static_cast<double>(i),
                         .total = static_cast<double>(rows.rows)});
        }
      }
      graph->index.addPoint(graph->entry(i).data(), i);
    }
    graph->index.setEf(candidatesWhenSearched);
    return NeighbourIndex(std::move(graph));
  } catch (const std::bad_alloc&) {
    return Error{.kind = ErrorKind::Failed,
                 .file = {},
                 .message = "There is not enough memory to index " + std::to_string(rows.rows) +
                            " samples: close other programs, or audit a part of the data."};
  } catch (const std::runtime_error& failure) {
    return Error{
        .kind = ErrorKind::Failed,
        .file = {},
        .message = "The neighbours could not be indexed: " + std::string(failure.what()) + '.'};
  }
}

std::vector<std::uint32_t> NeighbourIndex::nearest(std::size_t i, std::size_t count) const {
  auto found = graph_->index.searchKnn(graph_->entry(i).data(), count + 1);
  std::vector<std::uint32_t> rows;
  while (!found.empty()) {
    if (found.top().second != i) {
      rows.push_back(static_cast<std::uint32_t>(found.top().second));
    }
    found.pop();
  }
  if (rows.size() > count) {
    rows.erase(rows.begin());  // the farthest comes first
  }
  return rows;
}

}  // namespace touchstone::analysis
