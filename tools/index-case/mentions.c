/* See mentions.h. */
#include "mentions.h"

#include "form_words.h"
#include "moments.h"
#include "named_places.h"
#include "people.h"

#include "base/utf8.h"
#include "casetext/exhibit_mark.h"
#include "casetext/plain_word.h"
#include "casetext/sentences.h"

#include <string.h>

enum { KEY_MAX = 120, PHONE_UK = 2 };

struct mention *mentions_add(struct mentions *found, const char *kind, size_t start, size_t end,
                             struct str key)
{
    if (found->count == found->room) {
        size_t room = found->room * 2 + 32;
        struct mention *items = arena_alloc(found->arena, room * sizeof *items);
        if (found->count > 0) {
            memcpy(items, found->items, found->count * sizeof *items);
        }
        found->items = items;
        found->room = room;
    }
    struct mention *mention = &found->items[found->count++];
    *mention = (struct mention){.kind = kind, .start = start, .end = end, .key = key};
    return mention;
}

/* ---- keys ---- */

/* Lower case, one blank between words, without titles when `names`. */
struct str mentions_key(struct arena *arena, struct str text, bool names)
{
    char *out = arena_alloc(arena, text.n + 2);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        while (at < text.n && (plain_word_byte(text.p[at]) ||
                               ((text.p[at] == '\'' || text.p[at] == '-') && at > start &&
                                at + 1 < text.n && plain_word_byte(text.p[at + 1])))) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        size_t from = n;
        out[n] = ' ';
        n += n > 0 ? 1 : 0;
        size_t word = n;
        for (size_t i = start; i < at; i++) {
            out[n++] = plain_word_lower(text.p[i]);
        }
        if (names && form_words_title(str_n(out + word, n - word))) {
            n = from;
        }
    }
    return str_n(out, n);
}

/* Digits alone; +44 and 0044 as 0. */
static struct str phone_key(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            out[n++] = text.p[i];
        }
    }
    size_t skip = str_starts(str_n(out, n), STR("0044"))                            ? 4
                  : str_has_byte(text, '+') && str_starts(str_n(out, n), STR("44")) ? PHONE_UK
                                                                                    : 0;
    if (skip == 0 || n <= skip) {
        return str_n(out, n);
    }
    size_t zero = out[skip] == '0' ? 1 : 0; /* +44 (0)7… */
    return str_of(arena_printf(arena, "0%.*s", (int)(n - skip - zero), out + skip + zero));
}

/* Letters and digits in capitals. */
static struct str plate_key(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (plain_word_byte(c)) {
            out[n++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
        }
    }
    return str_n(out, n);
}

static bool is_place(const char *label)
{
    return strcmp(label, "ADDRESS") == 0 || strcmp(label, "POSTCODE") == 0 ||
           strcmp(label, "PLACE") == 0;
}

static struct str key_cut(struct str key)
{
    size_t cut = key.n > KEY_MAX ? KEY_MAX : key.n;
    while (cut > 0 && !utf8_valid(str_sub(key, 0, cut))) {
        cut--;
    }
    return str_sub(key, 0, cut);
}

static void add_span(struct mentions *found, const struct lexicon *lexicon, struct str text,
                     const struct detect_span *span, size_t start, size_t end)
{
    struct arena *arena = found->arena;
    struct str own = str_sub(text, start, end - start);
    struct str key;
    const char *kind;
    bool doubtful = strcmp(span->label, "PLACE") == 0;
    if (strcmp(span->label, "PERSON") == 0) {
        if (!form_words_person(lexicon, text, &start, &end)) {
            return;
        }
        kind = "person";
        key = people_key(arena, str_sub(text, start, end - start));
    } else if (strcmp(span->label, "PHONE") == 0) {
        kind = "phone";
        key = phone_key(arena, own);
    } else if (strcmp(span->label, "VEHICLE") == 0 || strcmp(span->label, "VIN") == 0) {
        kind = "vehicle";
        key = plate_key(arena, own);
    } else if (is_place(span->label)) {
        if (!form_words_place(lexicon, doubtful, text, &start, &end)) {
            return;
        }
        kind = "place";
        key = places_key(arena, str_sub(text, start, end - start));
    } else if (strcmp(span->label, "EMAIL") == 0) {
        kind = "mail";
        key = mentions_key(arena, own, false);
    } else {
        return;
    }
    if (key.n > 0) {
        mentions_add(found, kind, start, end, key_cut(key))->doubtful = doubtful;
    }
}

/* Byte offsets of code points that only grow. */
struct walk {
    struct str text;
    size_t at, points;
};

static size_t walk_to(struct walk *walk, size_t points)
{
    uint32_t c;
    while (walk->points < points && utf8_next(walk->text, &walk->at, &c)) {
        walk->points++;
    }
    return walk->at;
}

/* What has a shape of its own: the wider scope may find a firm or an address over it
 * ("VW Transporter, EF68 LKD"), and it is what is looked for. */
static bool is_shaped(const char *label)
{
    return strcmp(label, "VEHICLE") == 0 || strcmp(label, "VIN") == 0 ||
           strcmp(label, "PHONE") == 0 || strcmp(label, "EMAIL") == 0;
}

static bool is_covered(const struct detect_spans *shaped, const struct detect_span *span)
{
    for (size_t i = 0; i < shaped->count; i++) {
        const struct detect_span *one = &shaped->items[i];
        if (is_shaped(one->label) && one->start < span->end && span->start < one->end) {
            return true;
        }
    }
    return false;
}

static void add_spans(struct mentions *found, const struct lexicon *lexicon, struct str text,
                      const struct detect_spans *spans, const struct detect_spans *shaped,
                      const struct sentence *lines, size_t count)
{
    struct walk walk = {.text = text};
    for (size_t i = 0; i < spans->count; i++) {
        const struct detect_span *span = &spans->items[i];
        size_t start = walk_to(&walk, span->start);
        size_t end = walk_to(&walk, span->end);
        size_t own = sentence_of(lines, count, start);
        if (own < count && end > lines[own].end) {
            end = lines[own].end; /* what begins on a line that ended goes no further */
        }
        bool birth = shaped == NULL && strcmp(span->label, "DATE_OF_BIRTH") == 0;
        if (birth && found->birth_count < BIRTHS_MAX) {
            found->births[found->birth_count++] = start;
        }
        if (shaped == NULL ? is_shaped(span->label) : !is_covered(shaped, span)) {
            add_span(found, lexicon, text, span, start, end);
        }
    }
}

static enum err_code find_things(struct mentions *found, const struct mention_reader *reader,
                                 struct str text, const struct sentence *lines, size_t count,
                                 struct err *err)
{
    struct detect_spans shaped = {0};
    struct detect_spans spans = {0};
    detector_set(reader->detector, (struct detector_options){.no_names = true});
    TRY(detect_text(reader->detector, text, &shaped, err));
    add_spans(found, reader->lexicon, text, &shaped, NULL, lines, count);
    detector_set(reader->detector, (struct detector_options){.everything = true});
    enum err_code code = detect_text(reader->detector, text, &spans, err);
    if (code == ERR_OK) {
        add_spans(found, reader->lexicon, text, &spans, &shaped, lines, count);
    }
    detect_spans_free(&spans);
    detect_spans_free(&shaped);
    TRY(code);
    struct exhibit_mark mark;
    for (size_t at = 0; exhibit_mark_next(text, &at, false, &mark);) {
        mentions_add(found, "exhibit", mark.start, mark.end,
                     str_of(arena_strdup(found->arena, mark.reference)));
    }
    return ERR_OK;
}

enum err_code mentions_find(struct arena *arena, const struct mention_reader *reader,
                            struct str text, const struct day *own,
                            struct document_state *state, struct mentions *found,
                            struct err *err)
{
    size_t count;
    *found = (struct mentions){.arena = arena};
    const struct sentence *lines = sentences_find(arena, text, &count);
    TRY(find_things(found, reader, text, lines, count, err));
    people_find(found, reader->lexicon, text);
    named_places_find(found, reader->lexicon, text);
    people_join(found, reader->lexicon, state);
    moments_find(found, text, lines, count, own, state);
    return ERR_OK;
}
