/* A request to a keeper, answered: the same for the socket and for a keeper in this process, so
 * that both ways do the same thing. */
#ifndef POLICEAI_RECORD_KEEPER_CALLS_H
#define POLICEAI_RECORD_KEEPER_CALLS_H

#include "record/keeper.h"
#include "record/keeper_wire.h"

/* Appends an answer message to `out`; a refused call is an answer too. */
void keeper_answer(struct keeper *keeper, const struct wire_message *request,
                   struct strbuf *out);

#endif
