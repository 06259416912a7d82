#include "ui/workspace.h"
