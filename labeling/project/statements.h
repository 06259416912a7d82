#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace touchstone::labeling {

/// Binds a value, or NULL where there is none.
template <class Value>
void bindOptional(SQLite::Statement& statement, int index, const std::optional<Value>& value) {
  if (value) {
    statement.bind(index, *value);
  } else {
    statement.bind(index);
  }
}

/// The prepared statements of a database: each text is compiled once.
class Statements {
public:
  explicit Statements(SQLite::Database& database) : database_(database) {}

  /// Returns the statement, ready to be bound again. `sql` is a literal. Throws SQLite::Exception.
  SQLite::Statement& prepared(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
      statement = std::make_unique<SQLite::Statement>(database_, sql);
    }
    statement->tryReset();
    statement->clearBindings();
    return *statement;
  }

  /// Executes a statement that returns no rows, with these values in order.
  template <class... Values>
  void execute(const char* sql, const Values&... values) {
    SQLite::Statement& statement = prepared(sql);
    int index = 0;
    (statement.bind(++index, values), ...);
    statement.exec();
    statement.tryReset();
  }

private:
  SQLite::Database& database_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace touchstone::labeling
