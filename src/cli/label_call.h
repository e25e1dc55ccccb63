/* What the commands that open the labelling pages share. */
#ifndef POLICEAI_CLI_LABEL_CALL_H
#define POLICEAI_CLI_LABEL_CALL_H

#include "cli/command.h"

struct label_call_options {
    const char *who;
    int64_t port;
};

extern const struct opt label_call_options[];
extern const struct label_call_options label_call_defaults;

/* Run of `benchmark label` and of `benchmark adjudicate`. */
enum err_code label_call_label(struct command_call *call, struct err *err);
enum err_code label_call_settle(struct command_call *call, struct err *err);

#endif
