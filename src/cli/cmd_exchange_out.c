/* policeai exchange out */
#include "base/jsonw.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/exchange.h"

#include <stdio.h>

struct out_options {
    bool json;
    bool no_blobs;
    const char *data;
    int64_t since;
    int64_t to;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct out_options, data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {"since", 0, OPT_INT, offsetof(struct out_options, since), "INDEX",
     "the first leaf that may go; 0: all of them", 0, INT64_MAX},
    {"to", 0, OPT_INT, offsetof(struct out_options, to), "INDEX",
     "the leaf before which it ends; 0: the end of the log", 0, INT64_MAX},
    {"no-blobs", 0, OPT_FLAG, offsetof(struct out_options, no_blobs), NULL,
     "leave out the files that statements name", 0, 0},
    {"json", 0, OPT_FLAG, offsetof(struct out_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static void print_json(const struct exchange_sent *sent)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", sent->origin);
    jsonw_member_str(&w, "log_key", sent->log_key);
    jsonw_member_int(&w, "size", (int64_t)sent->size);
    jsonw_member_int(&w, "since", (int64_t)sent->since);
    jsonw_member_int(&w, "to", (int64_t)sent->to);
    jsonw_member_int(&w, "entries", (int64_t)sent->entries);
    jsonw_member_int(&w, "blobs", (int64_t)sent->blobs);
    jsonw_member_int(&w, "left_out", (int64_t)sent->left_out);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const char *path, const struct exchange_sent *sent)
{
    printf("%s: %llu statements and %llu files, leaves %llu to %llu of %llu\n", path,
           (unsigned long long)sent->entries, (unsigned long long)sent->blobs,
           (unsigned long long)sent->since, (unsigned long long)sent->to,
           (unsigned long long)sent->size);
    if (sent->left_out > 0) {
        printf("%llu files left out\n", (unsigned long long)sent->left_out);
    }
    if (sent->to < sent->size) {
        printf("the rest: policeai exchange out FILE --since %llu\n",
               (unsigned long long)sent->to);
    }
    printf("for the receiver's first time, by another way: the log's key is\n%.*s\n",
           STR_ARG(sent->log_key));
}

static enum err_code write_bundle(struct arena *arena, const struct out_options *given,
                                  const char *path, struct err *err)
{
    struct datadir dir;
    struct exchange_sent sent;
    struct exchange_choice choice = {(uint64_t)given->since, (uint64_t)given->to,
                                     given->no_blobs};
    TRY(data_option(arena, given->data, &dir, err));
    TRY(exchange_out(arena, &dir, path, &choice, &sent, err));
    if (given->json) {
        print_json(&sent);
    } else {
        print_text(path, &sent);
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return write_bundle(call->arena, call->options, call->words[0], err);
}

const struct command command_exchange_out = {
    .name = "exchange out",
    .synopsis = "FILE [--since INDEX] [--to INDEX] [--no-blobs] [--data FOLDER] [--json]",
    .summary = "write this log's own statements into a file for another log",
    .help =
        "Writes a bundle: what this installation's statement keys signed, with bodies and "
        "the files they name, and the hash\nof every leaf, so that the receiver sees whether "
        "this log ever showed another history. Nothing secret is in it.\nMay run beside a "
        "server.",
    .options = options,
    .options_size = sizeof(struct out_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
