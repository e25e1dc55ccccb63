/* policeai submit pack */
#include "cli/command.h"
#include "cli/submit_call.h"
#include "supplier/pack.h"
#include "supplier/supplier_key.h"

#include <stdio.h>

struct pack_options {
    const char *outputs;
    const char *parcel;
    const char *about;
    const char *claims;
    const char *contact;
    const char *role;
    const char *wanted;
    const char *key;
    const char *out;
};

static const struct pack_options defaults = {.role = "the supplier's mailbox for submissions"};

#define AT(member) offsetof(struct pack_options, member)
static const struct opt options[] = {
    {"key", 0, OPT_TEXT, AT(key), "FILE", "the supplier's key (policeai submit keygen)", 0, 0},
    {"out", 0, OPT_TEXT, AT(out), "FILE", "the submission", 0, 0},
    {"contact", 0, OPT_TEXT, AT(contact), "ADDRESS",
     "where the result goes: a role's mailbox, better than a person's; never published", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "whose mailbox that is", 0, 0},
    {"claims", 0, OPT_TEXT, AT(claims), "FILE",
     "what is claimed to be confidential: a JSON list (doc/suppliers.md)", 0, 0},
    {"about", 0, OPT_TEXT, AT(about), "FILE",
     "a JSON object of what tool.json does not say (doc/suppliers.md)", 0, 0},
    {"wanted", 0, OPT_TEXT, AT(wanted), "TEXT", "the standard or benchmark that is asked for",
     0, 0},
    {"outputs", 0, OPT_TEXT, AT(outputs), "FILE",
     "in place of a tool: outputs.jsonl or outputs.csv of a parcel", 0, 0},
    {"parcel", 0, OPT_TEXT, AT(parcel), "FOLDER", "the parcel that they answer", 0, 0},
    {.name = NULL}};

static enum err_code check_usage(const struct command_call *call,
                                 const struct pack_options *given, struct err *err)
{
    if ((given->outputs != NULL) == (call->count == 1)) {
        return err_set(err, ERR_USAGE, "give FOLDER, or --outputs FILE");
    }
    if (given->outputs == NULL && given->parcel != NULL) {
        return err_set(err, ERR_USAGE, "--parcel goes with --outputs");
    }
    if (given->key == NULL || given->out == NULL || given->contact == NULL) {
        return err_set(err, ERR_USAGE, "say --key FILE, --out FILE and --contact ADDRESS");
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct pack_options *given = call->options;
    struct sig_secret secret;
    struct submission made;
    struct pack_plan plan = {.folder = given->outputs == NULL ? call->words[0] : NULL,
                             .outputs = given->outputs,
                             .parcel = given->parcel,
                             .about = given->about,
                             .claims = given->claims,
                             .contact = given->contact,
                             .role = given->role,
                             .wanted = given->wanted,
                             .secret = &secret,
                             .to = given->out,
                             .now = submit_now()};
    TRY(check_usage(call, given, err));
    TRY(supplier_key_load(call->arena, given->key, &secret, &plan.vkey, err));
    enum err_code code = pack_make(call->arena, &plan, &made, err);
    sig_secret_wipe(&secret);
    TRY(code);
    printf("%s: submission %.*s, %zu files, %llu bytes, %zu claims\n", given->out,
           STR_ARG(made.id), made.file_count, (unsigned long long)made.bytes, made.claim_count);
    printf("the key that the centre compares: %s\n", plan.vkey);
    return ERR_OK;
}

const struct command command_submit_pack = {
    .name = "submit pack",
    .synopsis =
        "FOLDER | --outputs FILE --parcel FOLDER  --key FILE --contact ADDRESS --out FILE "
        "[--claims FILE] …",
    .summary = "put a tool, or answers to a parcel, into one signed file for the centre",
    .help =
        "FOLDER is a tool's (doc/tool-protocol.md); policeai submit check tries it first. The "
        "file is a tar archive that any\ntar lists; its first part, submission.note, is what "
        "is "
        "signed. Needs no data folder and no network.",
    .options = options,
    .options_size = sizeof(struct pack_options),
    .defaults = &defaults,
    .words_min = 0,
    .words_max = 1,
    .run = run,
};
