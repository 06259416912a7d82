#include "label_panels.h"
#include "ui/label/details_panel.h"
#include "ui/label/page_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include <numbers>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

/// The fields of the panel are found as a screen reader finds them: by name.
template <class Field>
Field* field(const QWidget& panel, const QString& name) {
  const auto fields = panel.findChildren<Field*>();
  for (Field* candidate : fields) {
    auto* button = qobject_cast<QAbstractButton*>(candidate);
    const QString shown = button != nullptr ? button->text() : candidate->accessibleName();
    if (shown == name) {
      return candidate;
    }
  }
  return nullptr;
}

}  // namespace

class TestDetailsPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void init() {
    f_ = std::make_unique<PanelFixture>();
    first_ = f_->add(Box{10, 20, 40, 60}, f_->bolt);
    second_ = f_->add(Box{50, 20, 60, 30}, f_->bolt);
    panel_ = std::make_unique<DetailsPanel>(f_->state);
    panel_->setSession(f_->session.get());
    panel_->show();
  }

  void cleanup() {
    panel_.reset();
    f_.reset();
  }

  void aFlagOfSeveralObjectsIsOneStep() {
    change(first_, [](Attributes& a) { a.occluded = true; });
    f_->state.select({first_, second_});
    auto* occluded = field<QCheckBox>(*panel_, "Occluded");
    QVERIFY(occluded != nullptr);
    QCOMPARE(occluded->checkState(), Qt::PartiallyChecked);
    QCOMPARE(field<QCheckBox>(*panel_, "Crowd")->checkState(), Qt::Unchecked);
    const std::size_t before = f_->steps();
    occluded->click();
    QCOMPARE(f_->steps(), before + 1);
    QVERIFY(f_->object(first_).attributes.occluded && f_->object(second_).attributes.occluded);
    QCOMPARE(occluded->checkState(), Qt::Checked);
    f_->session->undo();
    QCOMPARE(occluded->checkState(), Qt::PartiallyChecked);
  }

  void numbersOfABoxCanBeTyped() {
    f_->state.select({first_});
    auto* x = field<QDoubleSpinBox>(*panel_, "X");
    auto* width = field<QDoubleSpinBox>(*panel_, "Width");
    QCOMPARE(x->value(), 10.0);
    QCOMPARE(width->value(), 30.0);
    x->setValue(100);
    QCOMPARE(f_->object(first_).shape, Shape(Box{100, 20, 130, 60}));
    x->setValue(190);
    QCOMPARE(f_->object(first_).shape, Shape(Box{170, 20, 200, 60}));
    QCOMPARE(x->value(), 170.0);
    width->setValue(10);
    QCOMPARE(f_->object(first_).shape, Shape(Box{170, 20, 180, 60}));
    QVERIFY(field<QDoubleSpinBox>(*panel_, "Angle")->isHidden());
  }

  void theAngleOfATurnedBoxIsInDegrees() {
    const AnnotationId turned = f_->add(OrientedBox{{50, 50}, 20, 10, 0}, f_->bolt);
    f_->state.select({turned});
    auto* angle = field<QDoubleSpinBox>(*panel_, "Angle");
    QVERIFY(!angle->isHidden());
    angle->setValue(90);
    QVERIFY(std::abs(std::get<OrientedBox>(f_->object(turned).shape).angle - std::numbers::pi / 2) <
            1e-9);
    QCOMPARE(field<QDoubleSpinBox>(*panel_, "X")->value(), 50.0);
  }

  void whatDiffersIsShownAsSeveral() {
    change(first_, [](Attributes& a) {
      a.group = 3;
      a.pose = "left";
    });
    f_->state.select({first_, second_});
    auto* group = field<QSpinBox>(*panel_, "Group");
    QCOMPARE(group->text(), QString("several"));
    QCOMPARE(field<QLineEdit>(*panel_, "Pose")->placeholderText(), QString("several"));
    QCOMPARE(field<QDoubleSpinBox>(*panel_, "X")->text(), QString("several"));
    group->setValue(7);
    QCOMPARE(f_->object(first_).attributes.group, std::optional<std::int64_t>(7));
    QCOMPARE(f_->object(second_).attributes.group, std::optional<std::int64_t>(7));
    QVERIFY(field<QDoubleSpinBox>(*panel_, "Y")->text() != "several");
  }

  void whatWasTypedBelongsToTheObjectItWasTypedFor() {
    f_->state.select({first_});
    auto* note = panel_->findChild<PageText*>();
    const std::size_t before = f_->steps();
    QTest::keyClicks(note, "scratched");
    f_->state.select({second_});
    QCOMPARE(f_->object(first_).attributes.description, std::string("scratched"));
    QVERIFY(f_->object(second_).attributes.description.empty());
    QVERIFY(note->toPlainText().isEmpty());
    QCOMPARE(f_->steps(), before + 1);
  }

  void attributesOfTheClassAreAskedFor() {
    LabelClass bolt = *f_->session->document().labelClass(f_->bolt);
    bolt.attributes = {{"rusty", AttributeKind::Flag, {}},
                       {"head", AttributeKind::Choice, {"hex", "round"}},
                       {"length", AttributeKind::Number, {}}};
    f_->session->perform(
        {.name = "Define", .gesture = 0, .changes = {ClassChange{f_->bolt, bolt}}});
    f_->state.select({first_, second_});
    field<QCheckBox>(*panel_, "rusty")->click();
    auto* head = field<QComboBox>(*panel_, "head");
    head->setCurrentIndex(2);
    Q_EMIT head->activated(2);
    field<QDoubleSpinBox>(*panel_, "length")->setValue(12.5);
    for (const AnnotationId id : {first_, second_}) {
      const auto& custom = f_->object(id).attributes.custom;
      QCOMPARE(custom.at("rusty"), AttributeValue(true));
      QCOMPARE(custom.at("head"), AttributeValue(std::string("round")));
      QCOMPARE(custom.at("length"), AttributeValue(12.5));
    }
    change(first_, [](Attributes& a) { a.custom["length"] = 3.0; });
    QCOMPARE(field<QDoubleSpinBox>(*panel_, "length")->text(), QString("several"));
    f_->state.select({f_->add(Box{0, 0, 5, 5}, f_->nut)});
    QVERIFY(panel_->findChild<QComboBox*>() == nullptr ||
            !panel_->findChild<QComboBox*>()->isVisible());
  }

  void anObjectOfAModelSaysSo() {
    change(first_, [](Attributes& a) {
      a.score = 0.75;
      a.annotator = "Ada";
    });
    f_->state.select({first_});
    const auto labels = panel_->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
      return label->text().contains("Ada") && label->text().contains("0.750");
    }));
  }

private:
  void change(AnnotationId id, const std::function<void(Attributes&)>& how) {
    f_->session->perform(withAttributes(f_->session->document(), {id}, "Change", how));
  }

  QTemporaryDir settings_;
  std::unique_ptr<PanelFixture> f_;
  std::unique_ptr<DetailsPanel> panel_;
  AnnotationId first_ = 0;
  AnnotationId second_ = 0;
};

QTEST_MAIN(TestDetailsPanel)
#include "tst_details_panel.moc"
