/* The shapes of the types that are exact: one table, see body.h. */
#ifndef POLICEAI_LEDGER_BODY_SHAPES_H
#define POLICEAI_LEDGER_BODY_SHAPES_H

#include "ledger/body.h"

#include <stddef.h>

extern const struct body_type body_types[];
extern const size_t body_type_count;

#endif
