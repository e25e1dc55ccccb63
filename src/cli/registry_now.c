/* See registry_now.h. */
#include "cli/registry_now.h"

#include "base/utf8.h"

#include <stdio.h>

enum { DAY = 86400 };

static enum err_code read_rules(struct registry_now *now, const char *on, struct err *err)
{
    struct arena *arena = now->call.arena;
    now->now = clock_now(&(struct clock){0});
    if (on != NULL) {
        if (!date_parse(str_of(on), &now->now)) {
            err_set(err, ERR_USAGE, "\"%.40s\" is no date", on);
            err_hint(err, "dates look like 2026-12-01");
            return ERR_USAGE;
        }
        now->now += DAY - 1;
    }
    TRY(gate_read(arena, now->call.reference, &now->gate, err));
    return vocabulary_load(arena, now->call.reference, "deployment-fields", &now->fields, err);
}

enum err_code registry_now_open(struct registry_now *now, struct arena *arena, const char *data,
                                const char *on, struct err *err)
{
    *now = (struct registry_now){.now = 0};
    TRY(registry_call_open(&now->call, arena, data, true, err));
    enum err_code code = read_rules(now, on, err);
    if (code == ERR_OK && now->call.db == NULL) {
        code = err_set(err, ERR_NOT_FOUND, "%s: there is no public.db", now->call.dir.root);
    }
    if (code != ERR_OK) {
        registry_call_close(&now->call);
    }
    return code;
}

struct str registry_force_id(const struct registry_now *now, const char *given)
{
    const struct form_force *force = form_forces_named(&now->call.set.forces, str_of(given));
    return force != NULL ? force->id : str_of(given);
}

struct str registry_force_name(const struct registry_now *now, struct str id)
{
    const struct form_force *force = form_forces_find(&now->call.set.forces, id);
    return force != NULL ? force->name : id;
}

void registry_print(struct str text)
{
    struct strbuf shown;
    strbuf_init(&shown, 10 * text.n + 1);
    utf8_visible(&shown, text, false);
    puts(shown.p);
    strbuf_release(&shown);
}
