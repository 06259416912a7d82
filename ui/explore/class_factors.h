#pragma once

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QGridLayout;

namespace touchstone::ui {

/// A slider for each class: how much more, or less, its images are changed than the strengths say.
class ClassFactors : public QWidget {
  Q_OBJECT

public:
  explicit ClassFactors(QWidget* parent = nullptr);

  /// Shows these classes; one that a person has not moved has its factor of `given`, or 1.
  void setClasses(const std::vector<std::string>& names,
                  const std::map<std::string, double>& given);
  /// Returns the factors that a person chose.
  [[nodiscard]] const std::map<std::string, double>& chosen() const { return chosen_; }

Q_SIGNALS:
  /// A person moved a slider.
  void changed();

private:
  void addRow(QGridLayout& grid, const std::string& name, double factor);

  std::vector<std::string> names_;
  std::map<std::string, double> given_;
  std::map<std::string, double> chosen_;
};

}  // namespace touchstone::ui
