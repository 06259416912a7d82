#include "labeling/query/saved_queries.h"
#include "project_in_folder.h"
#include "ui/label/batch_dialog.h"
#include "ui/label/image_batches.h"
#include "ui/label/image_list_panel.h"
#include "ui/label/image_list_view.h"
#include "ui/label/image_steps.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/query_edit.h"
#include "ui/label/queue_menu.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QCompleter>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int images = 6;

}  // namespace

/// Drives the panel at the left of the label workspace as a person does.
class TestImageListPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { theme::apply(*qApp, theme::Appearance::Light); }

  void init() {
    folder_ = std::make_unique<ProjectInFolder>(images);
    open();
  }

  void cleanup() {
    panel_->setSession(nullptr);
    panel_.reset();
    session_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void typingAQueryListsItsImages() {
    perform(verifyBatch(), {all()[1], all()[3]});
    QTest::keyClicks(edit(), "state:verified");
    QTRY_COMPARE(panel_->model().rowCount(), 2);
    QVERIFY(chip("Images that somebody verified")->isChecked());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(panel_->focusWidget(), view());
  }

  void aMistakeIsSaidInWordsAndTheListStays() {
    panel_->setQuery("f1");
    QCOMPARE(panel_->model().rowCount(), 1);
    panel_->setQuery("size<large");
    QCOMPARE(panel_->model().rowCount(), 1);
    QVERIFY(hasLabel(QString::fromUtf8("“large” is no number.")));
    panel_->setQuery("class:nothing");
    QCOMPARE(panel_->model().rowCount(), 0);
    QVERIFY(hasLabel(QString::fromUtf8("There is no class “nothing”.")));
    panel_->setQuery("");
    QCOMPARE(panel_->model().rowCount(), images);
  }

  void unlabelledImagesAreOneClickAway() {
    perform(verifyBatch(), {all()[0]});
    panel_->setQuery("f");
    chip("Images without a label yet")->click();
    QCOMPARE(panel_->query(), QString("f state:unlabelled"));
    QCOMPARE(panel_->model().rowCount(), images - 1);
    chip("Images in any state")->click();
    QCOMPARE(panel_->query(), QString("f"));
    QCOMPARE(panel_->model().rowCount(), images);
  }

  void suggestionsAreTakenOverByEnter() {
    edit()->setFocus();
    QTest::keyClicks(edit(), "sta");
    auto* popup = edit()->findChild<QCompleter*>()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(edit()->text(), QString("state:"));
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(edit()->text(), QString("state:unlabelled "));
    QTRY_COMPARE(panel_->query(), QString("state:unlabelled"));
    popup->hide();
  }

  void searchesAreSavedAndShownWithTheirCounts() {
    panel_->setQuery("f2 or f3");
    auto* menu = panel_->findChild<QueueMenu*>();
    Q_EMIT menu->aboutToShow();
    Q_EMIT menu->saveRequested();
    auto* dialog = panel_->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setTextValue("Two and three");
    dialog->accept();
    QCOMPARE(savedQueries(session_->project()),
             (std::vector<SavedQuery>{{"Two and three", "f2 or f3"}}));
    panel_->setQuery("");
    Q_EMIT menu->aboutToShow();
    QAction* saved = menu->actions().first();
    QTRY_COMPARE(saved->text(), QString("Two and three\t2"));
    saved->trigger();
    QCOMPARE(panel_->query(), QString("f2 or f3"));
    QCOMPARE(panel_->model().rowCount(), 2);
    Q_EMIT menu->aboutToHide();
  }

  void stepsStopAtWhatIsStillToBeDone() {
    perform(verifyBatch(), {all()[1], all()[2]});
    setStates({all()[3]}, ImageState::Labelled);
    state_.setImage(all()[0]);
    panel_->goTo(StepTo::Unlabelled, 1);
    QCOMPARE(state_.image(), all()[4]);
    panel_->goTo(StepTo::Unlabelled, -1);
    QCOMPARE(state_.image(), all()[0]);
    panel_->goTo(StepTo::Unverified, 1);
    QCOMPARE(state_.image(), all()[3]);
    panel_->goTo(StepTo::Unlabelled, 1);
    panel_->goTo(StepTo::Unlabelled, 1);
    panel_->goTo(StepTo::Unlabelled, 1);
    QCOMPARE(state_.image(), all()[0]);  // round the end
    panel_->goToLast();
    QCOMPARE(state_.image(), all()[5]);
    panel_->goToFirst();
    QCOMPARE(state_.image(), all()[0]);

    setStates(all(), ImageState::Verified);
    QSignalSpy messages(session_.get(), &ProjectSession::message);
    panel_->goTo(StepTo::Unverified, 1);
    QCOMPARE(state_.image(), all()[0]);
    QCOMPARE(messages.count(), 1);
  }

  void goesToAnImageByItsNumber() {
    panel_->askForNumber();
    auto* dialog = panel_->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setIntValue(5);
    dialog->accept();
    QCOMPARE(state_.image(), all()[4]);
  }

  void theCounterSaysWhereOneIs() {
    perform(verifyBatch(), {all()[1], all()[2]});
    state_.setImage(all()[3]);
    QVERIFY(hasLabel("4 of 6, 2 done"));
    view()->selectAll();
    QVERIFY(hasLabel("4 of 6, 6 selected, 2 done"));
  }

  void theProjectOpensWhereOneLeftOff() {
    panel_->setQuery("-f1");
    state_.setImage(all()[2]);
    QTest::mouseClick(toolNamed("Show thumbnails (Ctrl and the wheel change their size)"),
                      Qt::LeftButton);
    QVERIFY(view()->look().isGrid);
    const ImageId image = state_.image();
    panel_->setSession(nullptr);
    state_.setImage(0);
    session_.reset();
    open();
    QCOMPARE(panel_->query(), QString("-f1"));
    QCOMPARE(panel_->model().rowCount(), images - 1);
    QCOMPARE(panel_->startImage(), image);
    QVERIFY(view()->look().isGrid);
  }

  void selectedImagesChangeInOneStep() {
    setSplit({all()[0]}, Split::Test);
    const std::vector<ImageId> some{all()[0], all()[1], all()[2]};
    perform(verifyBatch(), {all()[2]});
    const BatchPreview preview = previewOf(session_->document(), some, verifyBatch());
    QCOMPARE(preview.changing, std::vector<ImageId>{all()[1]});
    QCOMPARE(preview.onTest, std::vector<ImageId>{all()[0]});
    QCOMPARE(preview.unchanged, 1);

    auto* dialog = new BatchDialog(*session_, "Verify images", verifyBatch(), some, panel_.get());
    dialog->show();
    QVERIFY(hasLabel("2 of 3 images would change. 1 is so already."));
    auto* go = buttonNamed(*dialog, "Change 1 image");
    QVERIFY(go != nullptr);
    dialog->findChild<QCheckBox*>()->setChecked(true);
    QCOMPARE(go->text(), QString("Change 2 images"));
    dialog->findChild<QCheckBox*>()->setChecked(false);
    go->click();
    QCOMPARE(session_->document().image(all()[1])->state, ImageState::Verified);
    QCOMPARE(session_->document().image(all()[0])->state, ImageState::Unlabelled);
    session_->undo();
    QCOMPARE(session_->document().image(all()[1])->state, ImageState::Unlabelled);
  }

  void batchesSetSplitsTagsAndStates() {
    const std::vector<ImageId> some{all()[0], all()[1]};
    const auto image = [&] { return *session_->document().image(all()[0]); };
    perform(tagBatch("night"), some);
    perform(tagBatch("night"), some);
    QCOMPARE(image().tags, std::vector<std::string>{"night"});
    perform(untagBatch("night"), some);
    QVERIFY(image().tags.empty());
    perform(splitBatch(Split::Val), some);
    QCOMPARE(image().split, Split::Val);
    perform(excludeBatch(), some);
    QCOMPARE(image().state, ImageState::Excluded);
    perform(openBatch(), some);
    QCOMPARE(image().state, ImageState::Unlabelled);
    QVERIFY(editFor(session_->document(), some, openBatch()).changes.empty());
  }

private:
  void open() {
    session_ = folder_->open();
    if (panel_ == nullptr) {
      panel_ = std::make_unique<ImageListPanel>(state_);
    }
    panel_->resize(260, 600);
    panel_->setSession(session_.get());
    panel_->show();
    panel_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
    state_.setImage(panel_->startImage());
  }

  [[nodiscard]] std::vector<ImageId> all() const {
    std::vector<ImageId> ids;
    for (const auto& [id, image] : session_->document().images()) {
      ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end(), [this](ImageId a, ImageId b) {
      return session_->document().image(a)->path < session_->document().image(b)->path;
    });
    return ids;
  }

  void perform(const ImageBatch& batch, const std::vector<ImageId>& ids) {
    QVERIFY(session_->perform(editFor(session_->document(), ids, batch)));
  }
  void setStates(const std::vector<ImageId>& ids, ImageState state) {
    perform({.name = "Set",
             .change = [state](const Document&, ImageId, Image& image) { image.state = state; }},
            ids);
  }
  void setSplit(const std::vector<ImageId>& ids, Split split) { perform(splitBatch(split), ids); }

  [[nodiscard]] QueryEdit* edit() const { return panel_->findChild<QueryEdit*>(); }
  [[nodiscard]] ImageListView* view() const { return panel_->findChild<ImageListView*>(); }
  [[nodiscard]] QToolButton* toolNamed(const QString& name) const {
    for (QToolButton* button : panel_->findChildren<QToolButton*>()) {
      if (button->accessibleName() == name) {
        return button;
      }
    }
    return nullptr;
  }
  [[nodiscard]] QToolButton* chip(const QString& name) const { return toolNamed(name); }
  [[nodiscard]] static QPushButton* buttonNamed(const QWidget& parent, const QString& text) {
    for (QPushButton* button : parent.findChildren<QPushButton*>()) {
      if (button->text() == text) {
        return button;
      }
    }
    return nullptr;
  }
  [[nodiscard]] bool hasLabel(const QString& text) const {
    const auto labels = panel_->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
      return label->text() == text && label->isVisible();
    });
  }

  std::unique_ptr<ProjectInFolder> folder_;
  LabelState state_;
  std::unique_ptr<ProjectSession> session_;
  std::unique_ptr<ImageListPanel> panel_;
};

QTEST_MAIN(TestImageListPanel)
#include "tst_image_list_panel.moc"
