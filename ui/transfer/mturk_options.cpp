#include "ui/transfer/mturk_options.h"

#include "analysis/annotators/mturk_decisions.h"
#include "labeling/formats/mturk_task.h"
#include "ui/transfer/path_field.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>

namespace touchstone::ui {
namespace {

using analysis::MturkReference;
using labeling::Project;
using labeling::TransferReport;

constexpr auto decisions = "decisions";

Result<TransferReport> writeDecisions(const MturkRequest& request,
                                      const std::filesystem::path& place,
                                      const Project& project,
                                      const WorkContext& work) {
  const auto written = analysis::writeMturkDecisions(project.document(), {.file = request.results},
                                                     place, {.reference = request.reference}, work);
  if (!written) {
    return written.error();
  }
  TransferReport report;
  report.warnings = written->review.warnings;
  report.warnings.insert(report.warnings.begin(), summaryOf(*written));
  return report;
}

}  // namespace

ProjectExport::Write mturkWriter(const MturkRequest& request, const std::filesystem::path& place) {
  return [request, place](const Project& project,
                          const WorkContext& work) -> Result<TransferReport> {
    return request.results.empty()
               ? labeling::writeMturkTask(project.document(), place,
                                          {.task = request.task, .urlPrefix = request.urlPrefix})
               : writeDecisions(request, place, project, work);
  };
}

MturkOptions::MturkOptions(QFormLayout& form, QObject* parent)
    : QObject(parent),
      form_(form),
      what_(new QComboBox),
      address_(new QLineEdit),
      results_(new PathField(PathField::Kind::ExistingFile)),
      reference_(new QComboBox) {
  what_->addItem(tr("A question, as the project's labels are"), QString());
  what_->addItem(tr("A question: which class is the image?"), QStringLiteral("classify"));
  what_->addItem(tr("A question: draw boxes"), QStringLiteral("detect"));
  what_->addItem(tr("A question: paint masks"), QStringLiteral("segment"));
  what_->addItem(tr("Which answers to approve and reject"), QLatin1String(decisions));
  what_->setAccessibleName(tr("What to write"));
  address_->setPlaceholderText(QStringLiteral("https://example.com/images"));
  address_->setAccessibleName(tr("Web address of the images"));
  reference_->addItem(tr("The project's labels"));
  reference_->addItem(tr("What most workers say"));
  reference_->setAccessibleName(tr("Compare with"));
  form_.addRow(tr("What"), what_);
  form_.addRow(tr("Web address"), address_);
  form_.addRow(tr("Answers"), results_);
  form_.addRow(tr("Compare with"), reference_);
  connect(what_, &QComboBox::currentIndexChanged, this, [this] {
    showRows();
    Q_EMIT changed();
  });
  connect(results_, &PathField::changed, this, &MturkOptions::changed);
  showRows();
}

void MturkOptions::setShown(bool shown) {
  isShown_ = shown;
  showRows();
}

bool MturkOptions::decides() const {
  return what_->currentData().toString() == QLatin1String(decisions);
}

void MturkOptions::showRows() {
  form_.setRowVisible(what_, isShown_);
  form_.setRowVisible(address_, isShown_ && !decides());
  form_.setRowVisible(results_, isShown_ && decides());
  form_.setRowVisible(reference_, isShown_ && decides());
}

MturkRequest MturkOptions::request() const {
  if (decides()) {
    return {.task = {},
            .urlPrefix = {},
            .results = results_->path().toStdString(),
            .reference = reference_->currentIndex() == 0 ? MturkReference::Labels
                                                         : MturkReference::Consensus};
  }
  return {.task = what_->currentData().toString().toStdString(),
          .urlPrefix = address_->text().trimmed().toStdString(),
          .results = {}};
}

bool MturkOptions::isComplete() const {
  return !decides() || QFileInfo(results_->path()).isFile();
}

QString MturkOptions::explanation() const {
  return decides() ? tr("Writes a copy of the results file of the batch with its columns Approve "
                        "and Reject filled. Look through it before you upload it: a rejected "
                        "worker is not paid.")
                   : tr("Writes the question for the layout of a project on Mechanical Turk, and "
                        "the images as the table of a batch. The images must lie on the web, below "
                        "the address, in the folders that they have here.");
}

}  // namespace touchstone::ui
