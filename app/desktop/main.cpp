#include "ui/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QSettings>

#include <clocale>
#include <cstdlib>
#include <exception>

namespace {

/// Last resort for an exception that a slot let through: Qt cannot go on after it. Labels are on
/// disk already.
class Application : public QApplication {
public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    try {
      return QApplication::notify(receiver, event);
    } catch (const std::exception& exception) {
      qCritical("Unexpected error: %s", exception.what());
      QMessageBox::critical(nullptr, tr("Touchstone"),
                            tr("Touchstone has to close because of an unexpected error. Your "
                               "labels are saved.\n\n%1")
                                .arg(QString::fromUtf8(exception.what())));
      std::_Exit(EXIT_FAILURE);
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  Application application(argc, argv);
  // Qt takes the system's locale over; numbers in files are written with a point all the same.
  std::setlocale(LC_NUMERIC, "C");
  QApplication::setApplicationName("touchstone");
  QApplication::setApplicationDisplayName("Touchstone");
  QApplication::setOrganizationName("Touchstone");

  QCommandLineParser parser;
  parser.setApplicationDescription(
      QApplication::translate("main", "Labels images, trains models, finds wrong labels."));
  parser.addHelpOption();
  parser.addPositionalArgument(
      "folder", QApplication::translate("main", "Folder of images to open."), "[FOLDER]");
  const QCommandLineOption sample(
      "sample", QApplication::translate("main", "Open the built-in sample project."));
  const QCommandLineOption theme(
      "theme", QApplication::translate("main", "Appearance: light, dark or system."), "name");
  parser.addOptions({sample, theme});
  parser.process(application);

  namespace look = touchstone::ui::theme;
  const QString appearance =
      parser.isSet(theme) ? parser.value(theme) : QSettings().value("appearance").toString();
  look::apply(application, look::appearanceFromName(appearance));
  touchstone::ui::MainWindow window;
  window.show();
  if (!parser.positionalArguments().isEmpty()) {
    window.openFolder(parser.positionalArguments().constFirst());
  } else if (parser.isSet(sample)) {
    window.openSample();
  }
  return QApplication::exec();
}
