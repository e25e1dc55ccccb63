/* See outside.h. */
#include "lab/outside.h"

#include "base/ascii_case.h"
#include "base/jsonw.h"
#include "crypto/canon.h"

enum { ID_MAX = 60, MANIFEST_MAX = 65536, PARAMETERS_MAX = 65536, TEXT_MAX = 200 };

static enum err_code take(const char *text, const char *option, struct str *out,
                          struct err *err)
{
    *out = str_trim(str_of(text));
    return out->n > 0 && out->n <= TEXT_MAX
               ? ERR_OK
               : err_set(err, ERR_USAGE, "--%s must have 1 to %d bytes", option, TEXT_MAX);
}

enum err_code outside_identity(const struct outside *outside, struct tool_identity *identity,
                               struct err *err)
{
    bool declared = outside->product != NULL && outside->version != NULL;
    bool service = outside->endpoint != NULL && outside->model != NULL;
    bool half = (outside->product == NULL) != (outside->version == NULL) ||
                (outside->endpoint == NULL) != (outside->model == NULL);
    *identity = (struct tool_identity){.kind = service ? IDENTITY_SERVICE : IDENTITY_DECLARED};
    if (outside->supplier == NULL || declared == service || half) {
        err_set(err, ERR_USAGE, "say what is measured");
        err_hint(err, "--supplier NAME with --product NAME --product-version TEXT, or with "
                      "--endpoint ADDRESS --model NAME for a service");
        return ERR_USAGE;
    }
    TRY(take(outside->supplier, "supplier", &identity->supplier, err));
    if (service) {
        TRY(take(outside->endpoint, "endpoint", &identity->endpoint, err));
        return take(outside->model, "model", &identity->model, err);
    }
    TRY(take(outside->product, "product", &identity->product, err));
    return take(outside->version, "product-version", &identity->version, err);
}

/* Letters and digits in lower case, anything else between them as one '-'. */
static void add_slug(struct strbuf *out, struct str text, bool dots)
{
    bool gap = out->n > 0;
    for (size_t i = 0; i < text.n && out->n < ID_MAX; i++) {
        char c = text.p[i];
        c = dots ? c : ascii_lower(c);
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                     (dots && ((c >= 'A' && c <= 'Z') || c == '.'));
        if (plain && gap && out->n > 0) {
            strbuf_putc(out, '-');
        }
        if (plain) {
            strbuf_putc(out, c);
        }
        gap = !plain;
    }
}

static const char *slug(struct arena *arena, struct str first, struct str second, bool dots,
                        const char *otherwise)
{
    struct strbuf out;
    strbuf_init(&out, 2 * (size_t)ID_MAX);
    add_slug(&out, first, dots);
    add_slug(&out, second, dots);
    const char *text = out.n > 0 ? arena_strndup(arena, out.p, out.n) : otherwise;
    strbuf_release(&out);
    return text;
}

struct str outside_manifest(struct arena *arena, const struct tool_identity *identity,
                            struct str task)
{
    bool service = identity->kind == IDENTITY_SERVICE;
    struct str name = service ? identity->model : identity->product;
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, MANIFEST_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_member(&w, "id", slug(arena, identity->supplier, name, false, "product"));
    jsonw_member(&w, "licence", "not stated");
    jsonw_key(&w, "limitations");
    jsonw_array(&w);
    jsonw_puts(&w, service ? "It is not held here: it may be another one tomorrow."
                           : "It is not held here: that this version made the answers is the "
                             "supplier's word.");
    jsonw_end(&w);
    jsonw_member_str(&w, "name", name);
    jsonw_member_str(&w, "supplier", identity->supplier);
    jsonw_member_str(&w, "task", task);
    jsonw_member(&w, "version",
                 service ? "service"
                         : slug(arena, identity->version, STR(""), true, "unnamed"));
    jsonw_end(&w);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

static enum err_code write_parameter(struct jsonw *w, const struct js_member *member,
                                     struct err *err)
{
    const struct js *value = &member->value;
    jsonw_key_str(w, member->name);
    if (value->type == JS_STRING || value->type == JS_INT) {
        jsonw_raw(w, value->raw);
    } else if (value->type == JS_REAL) {
        jsonw_dec(w, value->real);
    } else if (value->type == JS_BOOL) {
        jsonw_puts(w, value->boolean ? "yes" : "no");
    } else {
        return err_set(err, ERR_FORMAT,
                       "parameter \"%.*s\" is %s, must be a text, a number or a flag",
                       STR_ARG(str_sub(member->name, 0, ID_MAX)), js_type_name(value->type));
    }
    return ERR_OK;
}

enum err_code outside_parameters(struct arena *arena, const struct js *given,
                                 struct str *canonical, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    enum err_code code = ERR_OK;
    *canonical = STR("{}");
    if (given == NULL) {
        return ERR_OK;
    }
    strbuf_init(&out, PARAMETERS_MAX);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    for (size_t i = 0; code == ERR_OK && i < given->object.count; i++) {
        code = write_parameter(&w, &given->object.members[i], err);
    }
    if (code == ERR_OK) {
        jsonw_end(&w);
        code = strbuf_check(&out, "the parameters", err);
    }
    if (code == ERR_OK) {
        code = canon_of(arena, arena_str(arena, strbuf_view(&out)), canonical, err);
    }
    strbuf_release(&out);
    return code;
}
