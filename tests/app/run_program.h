#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

/// How a run of the command line ended, and what it said.
struct Outcome {
  int exitCode = -1;
  QByteArray output;
  QByteArray messages;
};

inline Outcome runProgram(const QStringList& arguments) {
  QProcess process;
  process.start(PROGRAM, arguments);
  process.waitForFinished(240'000);
  return {.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
          .output = process.readAllStandardOutput(),
          .messages = process.readAllStandardError()};
}
