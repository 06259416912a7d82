#pragma once

#include "training/data/feature_extraction.h"

#include <QtTest>
#include <opencv2/imgcodecs.hpp>

/// A folder of pictures that are looked at with a cache, and what was warned of.
class PictureFolder {
public:
  void add(const std::string& name, const cv::Mat& picture) {
    touchstone::training::Sample sample;
    sample.path = name;
    sample.contentHash = "hash of " + name;
    cv::imwrite((path() / name).string(), picture);
    images.push_back(sample);
  }

  /// Makes the file unreadable.
  void damage(std::size_t image) const {
    QFile file(folder_.filePath(QString::fromStdString(images[image].path)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no picture");
  }

  [[nodiscard]] QString cacheFile(const QString& name) const {
    return folder_.filePath("cache/pictures/" + name);
  }

  /// Replaces text in a file of the cache, where it stands.
  void damageCache(const QString& name, const QByteArray& from, const QByteArray& to) const {
    QFile cache(cacheFile(name));
    QVERIFY(cache.open(QIODevice::ReadOnly));
    QByteArray text = cache.readAll();
    cache.close();
    QVERIFY(text.contains(from));
    text.replace(from, to);
    QVERIFY(cache.open(QIODevice::WriteOnly));
    cache.write(text);
  }

  touchstone::training::FeatureSource source() {
    warnings.clear();
    return {path(), path() / "cache",
            [this](const std::string& said) { warnings.push_back(said); }};
  }

  std::vector<touchstone::training::Sample> images;
  std::vector<std::string> warnings;

private:
  [[nodiscard]] std::filesystem::path path() const { return folder_.path().toStdString(); }

  QTemporaryDir folder_;
};
