/* See log_report.h. */
#include "cli/log_report.h"

#include "base/jsonw.h"

#include <stdio.h>

static void print_json(const struct audit_report *report, const char *root)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", report->origin);
    jsonw_member_str(&w, "log_key", report->log_key);
    jsonw_key(&w, "key_from_genesis");
    jsonw_bool(&w, report->key_from_genesis);
    if (report->tree_only) {
        jsonw_key(&w, "tree_only");
        jsonw_bool(&w, true);
    }
    jsonw_member_int(&w, "size", (int64_t)report->size);
    jsonw_member(&w, "root", root);
    jsonw_member_int(&w, "keys", (int64_t)report->keys);
    jsonw_member_int(&w, "not_understood", (int64_t)report->not_understood);
    if (report->other_algorithm > 0) {
        jsonw_member_int(&w, "other_algorithm", (int64_t)report->other_algorithm);
    }
    jsonw_member_int(&w, "removed", (int64_t)report->removed);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const struct audit_report *report, const char *root)
{
    if (report->tree_only) {
        printf(
            "the tree of %.*s holds: %llu entries, root %s\n"
            "no signature but the checkpoint's, no right to sign and no body was looked at\n",
            STR_ARG(report->origin), (unsigned long long)report->size, root);
    } else {
        printf("%.*s holds: %llu statements, %llu keys, root %s\n", STR_ARG(report->origin),
               (unsigned long long)report->size, (unsigned long long)report->keys, root);
    }
    if (report->not_understood > 0 || report->removed > 0) {
        printf("%llu of types not understood, %llu bodies removed\n",
               (unsigned long long)report->not_understood, (unsigned long long)report->removed);
    }
    if (report->other_algorithm > 0) {
        printf("%llu signed by an algorithm that is not known here: they stand in the log and "
               "their bodies fit; whose they are was not checked\n",
               (unsigned long long)report->other_algorithm);
    }
    if (report->key_from_genesis) {
        printf("the log key was taken from the log itself: compare %.*s\n",
               STR_ARG(report->log_key));
    }
}

void log_report_print(const struct audit_report *report, bool json)
{
    char root[SHA256_HEX_SIZE];
    sha256_hex(root, &report->root);
    if (json) {
        print_json(report, root);
    } else {
        print_text(report, root);
    }
}
