/* policeai outbox list */
#include "base/json.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/keeper_client.h"

#include <stdio.h>

struct outbox_options {
    bool json;
    const char *data;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct outbox_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"json", 0, OPT_FLAG, offsetof(struct outbox_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

enum { LINE_MAX_SHOWN = 4096, BODY_SHOWN = 60 };

static void print_text(const char *before, const struct js *row, const char *name)
{
    const struct js *value = js_member(row, name);
    struct strbuf visible;
    if (value == NULL) {
        return;
    }
    strbuf_init(&visible, LINE_MAX_SHOWN);
    struct str text = value->type == JS_STRING ? value->string : value->raw;
    bool cut = str_is(str_of(name), "body") && text.n > BODY_SHOWN;
    utf8_visible(&visible, cut ? str_sub(text, 0, BODY_SHOWN) : text, false);
    printf("%s%s%s", before, visible.p, cut ? "..." : "");
    strbuf_release(&visible);
}

static void print_row(const struct js *row)
{
    print_text("", row, "number");
    print_text("  ", row, "type");
    print_text("  ", row, "log");
    print_text("  signed at ", row, "due");
    print_text("  NOT SIGNED: ", row, "problem");
    print_text("\n   ", row, "body");
    puts("");
}

static enum err_code list(struct arena *arena, const struct outbox_options *given,
                          struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    struct str json;
    struct js *rows;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = keeper_outbox_list(client, arena, &json, err);
    keeper_client_close(client);
    TRY(code);
    if (given->json) {
        printf("%.*s\n", STR_ARG(json));
        return ERR_OK;
    }
    TRY(js_parse(arena, json, &rows, err));
    for (size_t i = 0; i < rows->array.count; i++) {
        print_row(&rows->array.items[i]);
    }
    if (rows->array.count == 0) {
        puts("nothing waits");
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return list(call->arena, call->options, err);
}

const struct command command_outbox_list = {
    .name = "outbox list",
    .synopsis = "[--data FOLDER] [--json]",
    .summary = "publications that wait unsigned",
    .help = "What a person publishes waits 15 minutes (\"outbox delay\") before it is signed; "
            "until then it can be cancelled\nand nobody can have seen it. Runs, evidence, keys "
            "and removals do not wait.",
    .options = options,
    .options_size = sizeof(struct outbox_options),
    .run = run,
};
