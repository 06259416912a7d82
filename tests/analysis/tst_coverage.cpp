#include "analysis/coverage/background_clusters.h"
#include "analysis/coverage/coverage.h"
#include "analysis/coverage/coverage_advice.h"
#include "analysis/coverage/coverage_findings.h"
#include "analysis/coverage/error_slices.h"
#include "analysis/coverage/proportions.h"
#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/random.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

using namespace touchstone;
using namespace touchstone::analysis;
using labeling::Random;

namespace {

const std::vector<std::string> classes{"ant", "bee", "fly"};

/// Measures drawn at random from all bins of every situation.
SituationMeasures anySituation(Random& random) {
  SituationMeasures measures;
  measures.brightness = random.real();
  measures.contrast = random.real(0, 0.4);
  measures.temperature = random.real(-0.6, 0.6);
  measures.reflection = random.chance(0.5F) ? 0 : random.real(0, 0.02);
  measures.orientation = random.real(0, 180);
  measures.placement = Placement{{random.real(), random.real()}, random.real(0.001, 0.3)};
  const bool green = random.chance(0.5F);
  measures.background = {50, green ? -40.0 : 40.0, 30, random.real(0, 5), random.real(0, 2)};
  return measures;
}

using Change = std::function<void(CoverageSample&, Random&)>;

/// Samples of random classes and situations, one an image or `perImage`.
std::vector<CoverageSample> randomSamples(int count,
                                          std::uint64_t seed,
                                          const Change& change = {},
                                          int perImage = 1) {
  Random random(seed, 1);
  std::vector<CoverageSample> samples;
  SituationMeasures ofImage;
  for (int i = 0; i < count; ++i) {
    CoverageSample sample;
    sample.image = i / perImage + 1;
    sample.annotation = i + 1;
    sample.labelClass = random.between(0, 2);
    ofImage = i % perImage == 0 ? anySituation(random) : ofImage;
    sample.measures = ofImage;
    if (change) {
      change(sample, random);
    }
    samples.push_back(sample);
  }
  return samples;
}

std::vector<CoverageIssue> issuesOf(const Coverage& coverage, CoverageIssueKind kind) {
  std::vector<CoverageIssue> issues;
  std::copy_if(coverage.issues.begin(), coverage.issues.end(), std::back_inserter(issues),
               [&](const CoverageIssue& issue) { return issue.kind == kind; });
  return issues;
}

const CoverageGrid& gridOf(const Coverage& coverage, Situation situation) {
  return *std::find_if(coverage.grids.begin(), coverage.grids.end(),
                       [&](const CoverageGrid& grid) { return grid.situation == situation; });
}

/// Nine in ten dark bees are photographed in better light.
void lightenBees(CoverageSample& sample, Random& random) {
  if (sample.labelClass == 1 && sample.measures.brightness <= 0.3 && random.chance(0.9F)) {
    sample.measures.brightness = 0.5;
  }
}

/// A model errs on one sample in ten, and on four in ten where it is dark.
void errInTheDark(CoverageSample& sample, Random& random) {
  sample.mistaken = random.chance(sample.measures.brightness <= 0.3 ? 0.4F : 0.1F);
}

labeling::Document documentOf(const std::vector<CoverageSample>& samples) {
  labeling::Document document;
  labeling::Edit edit;
  for (const CoverageSample& sample : samples) {
    labeling::Image image;
    image.path = std::to_string(sample.image) + ".jpg";
    edit.changes.emplace_back(labeling::ImageChange{sample.image, image});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

}  // namespace

class TestCoverage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) in exact arithmetic, to six digits.
  void intervalsAreWilsons() {
    const MeasuredShare tenth = measuredShare(0.1, 100);
    QVERIFY(std::abs(tenth.low - 0.055229) < 1e-6);
    QVERIFY(std::abs(tenth.high - 0.174366) < 1e-6);
    const MeasuredShare none = measuredShare(0, 10);
    QVERIFY(std::abs(none.low) < 1e-12);
    QVERIFY(std::abs(none.high - 0.277533) < 1e-6);
    QCOMPARE(measuredShare(0.3, 0).high, 1.0);
  }

  void tailsAreThoseOfTheirDistributions() {
    QVERIFY(std::abs(probabilityOfSoFew(0, 5, 3, 20) - 6188.0 / 15504) < 1e-12);
    QVERIFY(std::abs(probabilityOfSoFew(1, 5, 3, 20) - (6188.0 + 3 * 2380) / 15504) < 1e-12);
    QVERIFY(std::abs(probabilityOfSoFew(3, 5, 3, 20) - 1) < 1e-12);
    QVERIFY(std::abs(probabilityOfSoMany(9, 10, 0.5) - 11.0 / 1024) < 1e-12);
    QVERIFY(std::abs(probabilityOfSoMany(1, 3, 0.2) - 0.488) < 1e-12);
    QCOMPARE(probabilityOfSoMany(0, 5, 0.2), 1.0);
    QCOMPARE(probabilityOfSoMany(1, 5, 0.0), 0.0);
  }

  void fewChoicesAreBeyondChance() {
    QCOMPARE(beyondChance(std::vector<double>{0.01, 0.04, 0.03, 0.005}),
             (std::vector<bool>{true, false, false, true}));
    QVERIFY(beyondChance({}).empty());
  }

  void everyCellIsCounted() {
    const auto samples = randomSamples(600, 1);
    const Coverage coverage = coverageOf(samples, classes);
    QCOMPARE(coverage.grids.size(), situations);
    QCOMPARE(coverage.classes, classes);
    for (const CoverageGrid& grid : coverage.grids) {
      long all = 0;
      long cells = 0;
      for (const CoverageCell& cell : grid.all) {
        all += cell.samples;
        std::set<labeling::ImageId> images;
        for (const CoverageExample& example : cell.examples) {
          QVERIFY(images.insert(example.image).second);
        }
      }
      for (const CoverageCell& cell : grid.cells.values) {
        cells += cell.samples;
        QVERIFY(!cell.errors);
      }
      QCOMPARE(all, 600L);
      QCOMPARE(cells, 600L);
    }
    long dark = 0;
    for (const CoverageSample& sample : samples) {
      dark += sample.labelClass == 2 && sample.measures.brightness <= 0.3 ? 1 : 0;
    }
    QCOMPARE(gridOf(coverage, Situation::Brightness).cells(2, 0).samples, dark);
  }

  void whatIsExpectedIsTheOthersShare() {
    const Coverage coverage = coverageOf(randomSamples(900, 2, lightenBees), classes);
    const CoverageGrid& grid = gridOf(coverage, Situation::Brightness);
    double ofBees = 0;
    double others = 0;
    double darkOthers = 0;
    for (std::size_t b = 0; b < 3; ++b) {
      ofBees += grid.cells(1, b).images;
      others += grid.cells(0, b).images + grid.cells(2, b).images;
      darkOthers += b == 0 ? grid.cells(0, b).images + grid.cells(2, b).images : 0;
    }
    QVERIFY(std::abs(grid.cells(1, 0).expected - ofBees * darkOthers / others) < 1e-9);
  }

  void aGapIsFoundAndNothingElse() {
    const Coverage coverage = coverageOf(randomSamples(900, 3, lightenBees), classes);
    const auto gaps = issuesOf(coverage, CoverageIssueKind::Gap);
    QCOMPARE(gaps.size(), std::size_t{1});
    QCOMPARE(gaps[0].situation, Situation::Brightness);
    QCOMPARE(gaps[0].bin, std::string("dark"));
    QCOMPARE(gaps[0].labelClass, std::string("bee"));
    QVERIFY(gaps[0].images < gaps[0].expected / 3);
    QVERIFY(gaps[0].message.starts_with("“bee” in dim light: "));
    QVERIFY(gaps[0].advice.starts_with("Collect about "));
    QVERIFY(gaps[0].advice.ends_with("augment with darker copies (brightness, gamma)."));
  }

  /// By Holm's method one data set in twenty may have a gap.
  void randomDataHasHardlyAnyGaps() {
    int withGaps = 0;
    int withSlices = 0;
    for (std::uint64_t seed = 100; seed < 160; ++seed) {
      const auto err = [](CoverageSample& sample, Random& random) {
        sample.mistaken = random.chance(0.15F);
      };
      const Coverage coverage = coverageOf(randomSamples(400, seed, err), classes);
      withGaps += issuesOf(coverage, CoverageIssueKind::Gap).empty() ? 0 : 1;
      withSlices += issuesOf(coverage, CoverageIssueKind::Errors).empty() ? 0 : 1;
    }
    QVERIFY2(withGaps <= 3, qPrintable(QString::number(withGaps)));
    QVERIFY2(withSlices <= 3, qPrintable(QString::number(withSlices)));
  }

  /// Twenty objects an image: what they share is one observation, and mistakes come together.
  void objectsOfOneImageAreNotManyImages() {
    int withGaps = 0;
    int withSlices = 0;
    for (std::uint64_t seed = 200; seed < 240; ++seed) {
      Random images(seed, 7);
      std::map<labeling::ImageId, std::pair<int, bool>> kinds;
      const auto alike = [&](CoverageSample& sample, Random&) {
        const auto [kind, added] = kinds.try_emplace(sample.image, 0, false);
        if (added) {
          kind->second = {images.between(0, 2), images.chance(0.3F)};
        }
        sample.labelClass = kind->second.first;
        sample.mistaken = kind->second.second;
      };
      const Coverage coverage = coverageOf(randomSamples(1200, seed, alike, 20), classes);
      withGaps += issuesOf(coverage, CoverageIssueKind::Gap).empty() ? 0 : 1;
      withSlices += issuesOf(coverage, CoverageIssueKind::Errors).empty() ? 0 : 1;
    }
    QVERIFY2(withGaps <= 2, qPrintable(QString::number(withGaps)));
    QVERIFY2(withSlices <= 2, qPrintable(QString::number(withSlices)));
  }

  void sliceWithMoreErrorsIsFound() {
    const Coverage coverage = coverageOf(randomSamples(900, 4, errInTheDark), classes);
    const auto slices = issuesOf(coverage, CoverageIssueKind::Errors);
    QCOMPARE(slices.size(), std::size_t{1});
    QCOMPARE(slices[0].situation, Situation::Brightness);
    QCOMPARE(slices[0].bin, std::string("dark"));
    QVERIFY(slices[0].labelClass.empty());
    QVERIFY(slices[0].errors->low > coverage.errors->share);
    QVERIFY(slices[0].errors->low < 0.4 && slices[0].errors->high > 0.4);
    QVERIFY(slices[0].message.starts_with("Mistakes in dim light: "));
  }

  void aClassThatIsHardInOneSituationIsFound() {
    const auto err = [](CoverageSample& sample, Random& random) {
      const bool hard = sample.labelClass == 2 && sample.measures.temperature > 0.25;
      sample.mistaken = random.chance(hard ? 0.7F : 0.1F);
    };
    const auto slices =
        issuesOf(coverageOf(randomSamples(1200, 5, err), classes), CoverageIssueKind::Errors);
    QVERIFY(!slices.empty());
    QCOMPARE(slices[0].labelClass, std::string("fly"));
    QCOMPARE(slices[0].bin, std::string("warm"));
  }

  void mistakesOnWrongLabelsDoNotCount() {
    const auto err = [](CoverageSample& sample, Random& random) {
      errInTheDark(sample, random);
      sample.trust = *sample.mistaken ? 0 : 1;
    };
    const Coverage coverage = coverageOf(randomSamples(900, 4, err), classes);
    QCOMPARE(coverage.errors->share, 0.0);
    QVERIFY(issuesOf(coverage, CoverageIssueKind::Errors).empty());
  }

  /// Kish: weights of 1 and 0.5 on 10 samples each count as 15² / 12.5 = 18.
  void weightsLeaveFewerSamples() {
    std::vector<CoverageSample> samples(20);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i].image = static_cast<labeling::ImageId>(i + 1);
      samples[i].mistaken = i % 2 == 0;
      samples[i].trust = i < 10 ? 1 : 0.5;
      all.push_back(i);
    }
    const auto share = ErrorRates(samples).among(all);
    QVERIFY(std::abs(share->samples - 18) < 1e-9);
    QVERIFY(std::abs(share->share - 0.5) < 1e-9);
  }

  /// Ten images of four objects that are all mistaken or none: as ten samples.
  void mistakesThatComeTogetherCountOnce() {
    std::vector<CoverageSample> samples(40);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i].image = static_cast<labeling::ImageId>(i / 4 + 1);
      samples[i].mistaken = i / 4 < 5;
      all.push_back(i);
    }
    QVERIFY(std::abs(ErrorRates(samples).among(all)->samples - 10) < 1e-9);
  }

  void whatNobodyHasIsNamedApart() {
    const auto light = [](CoverageSample& sample, Random&) {
      sample.measures.brightness = 0.4 + sample.measures.brightness / 2;
    };
    const Coverage coverage = coverageOf(randomSamples(300, 6, light), classes);
    const auto absent = issuesOf(coverage, CoverageIssueKind::Absent);
    QCOMPARE(absent.size(), std::size_t{1});
    QCOMPARE(absent[0].bin, std::string("dark"));
    QCOMPARE(absent[0].message, std::string("Nothing is labelled in dim light."));
    QVERIFY(coverageFindings(coverage, {}, {}, classes).empty());
    const Coverage small = coverageOf(randomSamples(40, 6, light), classes);
    QVERIFY(issuesOf(small, CoverageIssueKind::Absent).empty());
  }

  void backgroundsThatDifferAreKeptApart() {
    std::vector<BackgroundFeatures> backgrounds;
    for (int i = 0; i < 60; ++i) {
      backgrounds.push_back(i % 3 == 0 ? BackgroundFeatures{40, -35, 30, 2, 5.0 + i % 2}
                                       : BackgroundFeatures{80, 0, 0, 1, 0.3 + i % 2 * 0.1});
    }
    const auto clusters = clusterBackgrounds(backgrounds, 1);
    QCOMPARE(clusters.names, (std::vector<std::string>{"light grey, plain", "green, busy"}));
    QCOMPARE(clusters.clusterOf[0], 1);
    QCOMPARE(clusters.clusterOf[1], 0);
    const auto again = clusterBackgrounds(backgrounds, 1);
    QVERIFY(again.clusterOf == clusters.clusterOf);
  }

  void backgroundsOfOneColourAreToldApartByTheirLightness() {
    std::vector<BackgroundFeatures> backgrounds;
    for (int i = 0; i < 60; ++i) {
      backgrounds.push_back({i % 3 == 0 ? 37.0 : 68.0, 0, 0, i % 3 == 0 ? 30.0 : 2.0, 0.5});
    }
    QCOMPARE(clusterBackgrounds(backgrounds, 1).names,
             (std::vector<std::string>{"lighter grey, plain", "darker grey, plain"}));
  }

  void backgroundsThatAreAlikeAreOne() {
    std::vector<BackgroundFeatures> backgrounds;
    for (int i = 0; i < 60; ++i) {
      backgrounds.push_back({50 + i % 7 * 1.0, 3, 2 + i % 5 * 1.0, 2, 1});
    }
    QCOMPARE(clusterBackgrounds(backgrounds, 1).names.size(), std::size_t{1});
    QVERIFY(clusterBackgrounds({}, 1).names.empty());
  }

  void whatAllShareLeavesOtherBinsEmpty() {
    const auto same = [](CoverageSample& sample, Random&) {
      sample.measures = {};
      sample.measures.brightness = 0.5;
    };
    const Coverage coverage = coverageOf(randomSamples(60, 7, same), classes);
    std::vector<Situation> found;
    for (const CoverageGrid& grid : coverage.grids) {
      found.push_back(grid.situation);
    }
    QCOMPARE(found, (std::vector<Situation>{Situation::Brightness, Situation::Temperature,
                                            Situation::Reflection}));
    QCOMPARE(coverage.issues.size(), std::size_t{6});
    QVERIFY(std::ranges::all_of(coverage.issues, [](const CoverageIssue& issue) {
      return issue.kind == CoverageIssueKind::Absent;
    }));
    QVERIFY(coverageOf({}, classes).grids.empty());
  }

  void onlyAugmentationsThatExistAreProposed() {
    for (std::size_t i = 0; i < situations; ++i) {
      for (const char* bin : {"none", "dark", "warm", "some"}) {
        for (const auto& name : augmentationsFor(static_cast<Situation>(i), bin, true)) {
          const auto known = labeling::augmentationStrengths();
          QVERIFY(std::any_of(known.begin(), known.end(),
                              [&](const auto& strength) { return strength.name == name; }));
        }
      }
    }
    QVERIFY(augmentationsFor(Situation::Background, "grey, plain", false).empty());
  }

  void gapsBecomeFindingsOnTheirClass() {
    const auto samples = randomSamples(900, 3, [](CoverageSample& sample, Random& random) {
      lightenBees(sample, random);
      if (sample.labelClass == 1 && sample.measures.brightness <= 0.3) {
        sample.measures.brightness = 0.5;
      }
    });
    const Coverage coverage = coverageOf(samples, classes);
    const auto findings = coverageFindings(coverage, samples, documentOf(samples), classes);
    QCOMPARE(findings.size(), std::size_t{1});
    const labeling::Finding& finding = findings.front();
    QCOMPARE(finding.kind, labeling::FindingKind::CoverageGap);
    QCOMPARE(finding.given, std::string("bee"));
    QCOMPARE(finding.score, 0.5);
    const CoverageSample& shown = samples[static_cast<std::size_t>(*finding.annotation - 1)];
    QCOMPARE(shown.image, finding.image);
    QCOMPARE(shown.labelClass, 1);
    const auto evidence = nlohmann::json::parse(finding.evidence);
    QCOMPARE(evidence.at("missing").get<std::string>(), std::string("samples"));
    QCOMPARE(evidence.at("situation").get<std::string>(), std::string("brightness"));
    QCOMPARE(evidence.at("bin").get<std::string>(), std::string("dark"));
    QCOMPARE(evidence.at("count").get<int>(), 0);
    QCOMPARE(evidence.at("examples").size(), std::size_t{4});
    QVERIFY(finding.message.find(evidence.at("advice").get<std::string>()) != std::string::npos);
    QVERIFY(finding.message.starts_with("“bee” in dim light: no picture, where "));
  }

  void slicesBecomeFindingsOnAMistake() {
    const auto samples = randomSamples(900, 4, errInTheDark);
    const Coverage coverage = coverageOf(samples, classes);
    const auto findings = coverageFindings(coverage, samples, documentOf(samples), classes);
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY(findings[0].given.empty());
    const CoverageSample& shown = samples[static_cast<std::size_t>(*findings[0].annotation - 1)];
    QVERIFY(*shown.mistaken && shown.measures.brightness <= 0.3);
    QVERIFY(findings[0].score > 0.5 && findings[0].score < 1);
  }

  void theCommonestClassesAreShown() {
    std::vector<std::string> names;
    std::vector<CoverageSample> samples;
    Random random(9, 1);
    for (int k = 0; k < 80; ++k) {
      names.push_back(std::to_string(k));
      for (int i = 0; i < (k < 30 ? 1 : 3); ++i) {
        CoverageSample sample;
        sample.image = static_cast<labeling::ImageId>(samples.size() + 1);
        sample.labelClass = k;
        sample.measures = anySituation(random);
        samples.push_back(sample);
      }
    }
    const Coverage coverage = coverageOf(samples, names);
    QCOMPARE(coverage.classes.size(), std::size_t{50});
    QCOMPARE(coverage.classes.front(), std::string("30"));
  }
};

QTEST_APPLESS_MAIN(TestCoverage)
#include "tst_coverage.moc"
