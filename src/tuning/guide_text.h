/* A guide in plain words: fixed sentences and the figures of its JSON, nothing else. */
#ifndef POLICEAI_TUNING_GUIDE_TEXT_H
#define POLICEAI_TUNING_GUIDE_TEXT_H

#include "base/json.h"
#include "base/strbuf.h"

/* Of a guide that guide_read let through; what is not there is left out. */
void guide_text(struct strbuf *out, const struct js *guide);

#endif
