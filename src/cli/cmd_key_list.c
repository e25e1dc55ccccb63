/* policeai key list */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "record/key_admin.h"

#include <stdio.h>

struct list_options {
    bool json;
    const char *data;
};

static const struct opt options[] = {
    {"data", 0, OPT_TEXT, offsetof(struct list_options, data), "FOLDER", DATA_OPTION_HELP, 0,
     0},
    {"json", 0, OPT_FLAG, offsetof(struct list_options, json), NULL, "print JSON", 0, 0},
    {.name = NULL}};

static const char *state_of(const struct keyring_key *key)
{
    if (key->revoked) {
        return "revoked";
    }
    return key->until != UINT64_MAX ? "replaced" : "stands";
}

static void print_text(const struct keyring_key *key, struct str vkey)
{
    printf("%s  %s, held %s, of %s, %s from leaf %llu", key->name, key_use_word(key->use),
           key->away ? "away" : "here",
           key->organisation[0] != '\0' ? key->organisation : "no stated organisation",
           state_of(key), (unsigned long long)key->from);
    if (key->until != UINT64_MAX) {
        printf(" to %llu", (unsigned long long)key->until);
    }
    printf("\n  %.*s\n", STR_ARG(vkey));
}

static void write_json(struct jsonw *w, const struct keyring_key *key, struct str vkey)
{
    jsonw_object(w);
    jsonw_member(w, "name", key->name);
    jsonw_member_str(w, "key", vkey);
    jsonw_member(w, "use", key_use_word(key->use));
    jsonw_member(w, "held", key->away ? "away" : "here");
    jsonw_member(w, "organisation", key->organisation);
    jsonw_member(w, "state", state_of(key));
    jsonw_member_int(w, "from", (int64_t)key->from);
    if (key->until != UINT64_MAX) {
        jsonw_member_int(w, "until", (int64_t)key->until);
    }
    if (key->counts != UINT64_MAX) {
        jsonw_member_int(w, "counts_until", (int64_t)key->counts);
    }
    jsonw_member(w, "subject", key->subject);
    jsonw_end(w);
}

static enum err_code list(struct arena *arena, const struct list_options *given,
                          struct err *err)
{
    struct datadir dir;
    struct keyring *keyring;
    struct strbuf out;
    struct jsonw w;
    TRY(data_option(arena, given->data, &dir, err));
    TRY(key_admin_load(&dir, &keyring, err));
    strbuf_init(&out, LIMIT_PAGE);
    jsonw_init(&w, &out);
    jsonw_array(&w);
    for (size_t i = 0; i < keyring_count(keyring); i++) {
        const struct keyring_key *key = keyring_at(keyring, i);
        struct str vkey = key_admin_vkey(arena, &key->public);
        if (given->json) {
            write_json(&w, key, vkey);
        } else {
            print_text(key, vkey);
        }
    }
    jsonw_end(&w);
    if (given->json) {
        puts(out.p);
    }
    strbuf_release(&out);
    keyring_free(keyring);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return list(call->arena, call->options, err);
}

const struct command command_key_list = {
    .name = "key list",
    .synopsis = "[--data FOLDER] [--json]",
    .summary = "show which keys this log knows, whose they are and how long they stood",
    .help =
        "Reads the log's own words: keys in the order of the leaves that brought them. Shows "
        "no secret.",
    .options = options,
    .options_size = sizeof(struct list_options),
    .run = run,
};
