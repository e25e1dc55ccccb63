#include "cli/proof_report.h"

#include "base/jsonw.h"
#include "base/utf8.h"
#include "cli/level_report.h"

#include <stdio.h>

static void print_json(const struct proof_report *report, int status)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, 65536);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member_str(&w, "origin", report->origin);
    jsonw_member_int(&w, "size", (int64_t)report->size);
    jsonw_member_int(&w, "index", (int64_t)report->index);
    jsonw_member_str(&w, "statement", report->id);
    jsonw_member_str(&w, "type", report->type);
    jsonw_key(&w, "levels");
    jsonw_array(&w);
    for (int i = 0; i < PROOF_LEVELS; i++) {
        const struct proof_level *level = &report->levels[i];
        level_report_json(&w, level->name, proof_state_word(level->state), level->words);
    }
    jsonw_end(&w);
    jsonw_member_int(&w, "status", status);
    jsonw_end(&w);
    puts(out.p);
    strbuf_release(&out);
}

static void print_text(const struct proof_report *report)
{
    struct strbuf text;
    strbuf_init(&text, 65536);
    utf8_visible(&text, report->origin, false);
    printf("leaf %llu of %llu in %s\n", (unsigned long long)report->index,
           (unsigned long long)report->size, text.p);
    if (report->id.n > 0) {
        printf("%.*s, statement %.*s\n", STR_ARG(report->type), STR_ARG(report->id));
    }
    for (int i = 0; i < PROOF_LEVELS; i++) {
        const struct proof_level *level = &report->levels[i];
        level_report_print(level->name, proof_state_word(level->state), level->words);
    }
    strbuf_release(&text);
}

void proof_report_print(const struct proof_report *report, int status, bool json)
{
    if (json) {
        print_json(report, status);
    } else {
        print_text(report);
    }
}
