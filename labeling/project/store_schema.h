#pragma once

#include "labeling/result.h"

#include <SQLiteCpp/Database.h>

namespace touchstone::labeling {

/// Makes the tables of a new store, or checks that an existing one is of a version that we know.
/// Throws SQLite::Exception when the file is damaged or cannot be written.
Status prepareSchema(SQLite::Database& database, bool readOnly);

}  // namespace touchstone::labeling
