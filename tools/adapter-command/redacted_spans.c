/* Between placeholders stands what was left. Each such piece is looked for from left to right,
 * the first place after the one before; the first begins the text and the last ends it. When
 * any way of laying the pieces out exists, this one does (the argument for wildcards in
 * patterns: taking the first place never takes room from a later piece). */
#include "redacted_spans.h"

#include "base/utf8.h"

enum { INSIDE_MAX = 200 };

struct finding {
    const struct command_placeholder *form;
    struct str original;
    struct str redacted;
    size_t from;  /* bytes of `original` accounted for */
    size_t index; /* the same in code points, as far as `counted` bytes */
    size_t counted;
};

/* Length of a placeholder "[NAME_1]" that begins the text, or 0. Some programs redact their own
 * placeholders once more: "[[NAME_1]_2]" is one. */
static size_t bracketed(const struct command_placeholder *form, struct str text)
{
    size_t at = 0;
    size_t depth = 0;
    while (at < INSIDE_MAX && at < text.n && text.p[at] != '\n') {
        struct str rest = str_from(text, at);
        if (str_starts(rest, form->closes) && depth > 0) { /* first: both may be the same */
            depth--;
            at += form->closes.n;
        } else if (str_starts(rest, form->opens)) {
            depth++;
            at += form->opens.n;
        } else {
            at++;
        }
        if (depth == 0) {
            bool empty = at <= form->opens.n + form->closes.n;
            return str_starts(text, form->opens) && !empty ? at : 0;
        }
    }
    return 0;
}

/* The longest of the words that begins the text. */
static size_t one_of_words(const struct command_placeholder *form, struct str text)
{
    size_t longest = 0;
    for (size_t i = 0; i < form->word_count; i++) {
        if (form->words[i].n > longest && str_starts(text, form->words[i])) {
            longest = form->words[i].n;
        }
    }
    return longest;
}

static size_t masked(const struct command_placeholder *form, struct str text)
{
    size_t times = 0;
    while (str_starts(str_from(text, times * form->mask.n), form->mask)) {
        times++;
    }
    return times >= form->mask_least ? times * form->mask.n : 0;
}

static size_t placeholder_at(const struct command_placeholder *form, struct str text)
{
    if (form->opens.p != NULL) {
        return bracketed(form, text);
    }
    return form->word_count > 0 ? one_of_words(form, text) : masked(form, text);
}

/* What stands before the next placeholder of `text`, and that; `*placeholder` empty at the end.
 */
static struct str next_piece(const struct command_placeholder *form, struct str text,
                             struct str *placeholder)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t length = placeholder_at(form, str_from(text, i));
        if (length > 0) {
            *placeholder = str_sub(text, i, length);
            return str_sub(text, 0, i);
        }
    }
    *placeholder = str_n("", 0);
    return text;
}

/* "[EMAIL_12]" is EMAIL, so is "[[EMAIL_12]_3]", "PERSON_NAME" itself, "****" HIDDEN. */
static struct str label_of(const struct command_placeholder *form, struct str placeholder)
{
    struct str label = placeholder;
    if (form->mask.p != NULL) {
        return STR("HIDDEN");
    }
    while (form->opens.p != NULL && str_starts(label, form->opens)) {
        label = str_from(label, form->opens.n);
    }
    if (form->opens.p != NULL) {
        label = str_sub(label, 0, str_find(label, form->closes));
    }
    struct str cut = label;
    while (cut.n > 0 && cut.p[cut.n - 1] >= '0' && cut.p[cut.n - 1] <= '9') {
        cut.n--;
    }
    bool numbered = cut.n > 1 && cut.n < label.n &&
                    (cut.p[cut.n - 1] == '_' || cut.p[cut.n - 1] == '-' ||
                     cut.p[cut.n - 1] == ' ' || cut.p[cut.n - 1] == ':');
    return numbered ? str_sub(cut, 0, cut.n - 1) : label;
}

static size_t code_point_of(struct finding *finding, size_t byte)
{
    struct str piece = str_sub(finding->original, finding->counted, byte - finding->counted);
    finding->index += utf8_count(piece);
    finding->counted = byte;
    return finding->index;
}

static void write_span(const struct command_plan *plan, struct finding *finding, size_t end,
                       struct str placeholder, struct jsonw *w)
{
    struct str passage = str_sub(finding->original, finding->from, end - finding->from);
    if (passage.n == 0 || str_eq(passage, placeholder)) {
        return;
    }
    jsonw_object(w);
    jsonw_member_int(w, "start", (int64_t)code_point_of(finding, finding->from));
    jsonw_member_int(w, "end", (int64_t)code_point_of(finding, end));
    jsonw_member_str(w, "label",
                     command_plan_label(plan, label_of(finding->form, placeholder)));
    jsonw_end(w);
}

static enum err_code changed(const struct finding *finding, struct err *err)
{
    size_t line = 1;
    for (size_t i = 0; i < finding->from; i++) {
        line += finding->original.p[i] == '\n' ? 1 : 0;
    }
    err_set(err, ERR_FORMAT,
            "the redacted text is not the text with placeholders in it: something else was "
            "changed at or after line %zu",
            line);
    err_hint(err, "have the program say where it found something (\"as\": \"json\")");
    return ERR_FORMAT;
}

/* Where the piece lies in the original from `from` on; the last one ends it. A passage has at
 * least one byte but before the first piece. */
static size_t place_of(const struct finding *finding, struct str piece, bool first, bool last)
{
    struct str rest = str_from(finding->original, finding->from);
    if (first) {
        bool whole = !last || piece.n == rest.n;
        return whole && str_starts(rest, piece) ? finding->from : SIZE_MAX;
    }
    if (last) {
        bool fits = rest.n >= piece.n && str_ends(rest, piece);
        return fits ? finding->original.n - piece.n : SIZE_MAX;
    }
    if (piece.n == 0) { /* two placeholders side by side: the first has one character */
        size_t at = finding->from;
        uint32_t ignored;
        return utf8_next(finding->original, &at, &ignored) ? at : finding->from;
    }
    size_t at = str_find(str_from(rest, 1), piece);
    return at == SIZE_MAX || rest.n == 0 ? SIZE_MAX : finding->from + 1 + at;
}

enum err_code redacted_spans_write(const struct command_plan *plan, struct str original,
                                   struct str redacted, struct jsonw *w, struct err *err)
{
    struct finding finding = {.form = &plan->placeholder};
    struct str before = {NULL, 0};
    bool first = true;
    while (str_ends(original, STR("\n"))) {
        original.n--;
    }
    while (str_ends(redacted, STR("\n"))) {
        redacted.n--;
    }
    finding.original = original;
    finding.redacted = redacted;
    jsonw_object(w);
    jsonw_key(w, "spans");
    jsonw_array(w);
    for (;;) {
        struct str placeholder;
        struct str piece = next_piece(finding.form, finding.redacted, &placeholder);
        size_t at = place_of(&finding, piece, first, placeholder.n == 0);
        if (at == SIZE_MAX) {
            return changed(&finding, err);
        }
        if (!first) {
            write_span(plan, &finding, at, before, w);
        }
        finding.from = at + piece.n;
        finding.redacted = str_from(finding.redacted, piece.n + placeholder.n);
        before = placeholder;
        first = false;
        if (placeholder.n == 0) {
            break;
        }
    }
    jsonw_end(w);
    jsonw_end(w);
    return ERR_OK;
}
