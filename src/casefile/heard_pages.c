#include "casefile/heard_pages.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "casefile/word_places.h"

#include <math.h>

enum { PAGE_TEXT_MAX = 1 << 20, PACKED_MAX = 4 << 20 };

struct heard_word {
    struct str text;
    int64_t start, end; /* hundredths of a second */
    int confidence;     /* 0 to 100 */
};

/* A number from 0 to `max`, times a hundred. */
static enum err_code hundredths(const struct js *object, const char *name, double max,
                                int64_t *out, struct err *err)
{
    const struct js *number = js_member(object, name);
    double value = -1;
    if (number != NULL && number->type == JS_INT) {
        value = (double)number->integer;
    } else if (number != NULL && number->type == JS_REAL) {
        value = number->real;
    }
    if (!(value >= 0 && value <= max)) {
        return err_set(err, ERR_FORMAT, "\"%s\" is no number from 0 to %.0f", name, max);
    }
    *out = llround(value * 100);
    return ERR_OK;
}

static bool is_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] <= ' ' || text.p[i] == 0x7F) {
            return false;
        }
    }
    return text.n > 0 && text.n <= HEARD_WORD_MAX && utf8_valid(text);
}

static enum err_code read_word(const struct js *object, int64_t duration, int64_t after,
                               struct heard_word *word, struct err *err)
{
    int64_t confidence;
    TRY(js_need_str(object, "word", &word->text, err));
    TRY(hundredths(object, "start", HEARD_SECONDS_MAX, &word->start, err));
    TRY(hundredths(object, "end", HEARD_SECONDS_MAX, &word->end, err));
    TRY(hundredths(object, "confidence", 1, &confidence, err));
    word->confidence = (int)confidence;
    word->end = word->end > duration ? duration : word->end;
    if (!is_word(word->text)) {
        return err_set(err, ERR_FORMAT, "a word of the transcript is no word");
    }
    if (word->start < after || word->end < word->start) {
        return err_set(err, ERR_FORMAT, "a word is said when none can be");
    }
    return ERR_OK;
}

/* One page being written. */
struct writing {
    struct strbuf text, packed;
    struct word_place last;
    int64_t said; /* the end of the last word */
};

static void put_word(struct writing *page, const struct heard_word *word)
{
    struct word_place place = page->last;
    if (page->last.end > 0) {
        strbuf_putc(&page->text, word->start - page->said > HEARD_PAUSE ? '\n' : ' ');
        place.end++;
    }
    place.start = place.end;
    place.end = place.start + (int32_t)utf8_count(word->text);
    place.x0 = (int32_t)word->start;
    place.x1 = (int32_t)word->end;
    place.confidence = word->confidence;
    strbuf_str(&page->text, word->text);
    word_place_pack(&page->packed, &page->last, &place);
    page->last = place;
    page->said = word->end;
}

const char *heard_time(struct arena *arena, int64_t hundredths)
{
    int64_t seconds = (hundredths + 99) / 100;
    return arena_printf(arena, "%lld:%02lld", (long long)(seconds / 60),
                        (long long)(seconds % 60));
}

static enum err_code end_page(struct arena *arena, struct writing *writing, struct heard *heard,
                              struct err *err)
{
    struct heard_page *page = &heard->pages[heard->count];
    int64_t from = (int64_t)heard->count * HEARD_PAGE;
    int64_t to = from + HEARD_PAGE < heard->duration ? from + HEARD_PAGE : heard->duration;
    TRY(strbuf_check(&writing->text, "what was heard in a minute", err));
    TRY(strbuf_check(&writing->packed, "the times of a minute's words", err));
    page->label =
        str_of(arena_printf(arena, "%s to %s", heard_time(arena, from), heard_time(arena, to)));
    page->text = arena_str(arena, strbuf_view(&writing->text));
    page->words = arena_str(arena, strbuf_view(&writing->packed));
    strbuf_clear(&writing->text);
    strbuf_clear(&writing->packed);
    writing->last = (struct word_place){0};
    heard->count++;
    return ERR_OK;
}

static enum err_code write_pages(struct arena *arena, const struct js *words, size_t pages,
                                 struct writing *writing, struct heard *heard, struct err *err)
{
    int64_t after = 0;
    int64_t sure = 0;
    for (size_t i = 0; i < words->array.count; i++) {
        struct heard_word word;
        TRY(read_word(&words->array.items[i], heard->duration, after, &word, err));
        after = word.start;
        sure += word.confidence;
        while (heard->count + 1 < pages &&
               (int64_t)(heard->count + 1) * HEARD_PAGE <= word.start) {
            TRY(end_page(arena, writing, heard, err));
        }
        put_word(writing, &word);
    }
    while (heard->count < pages) {
        TRY(end_page(arena, writing, heard, err));
    }
    heard->words = (int64_t)words->array.count;
    heard->confidence = heard->words > 0 ? (int)((sure + heard->words / 2) / heard->words) : 0;
    return ERR_OK;
}

enum err_code heard_read(struct arena *arena, const struct js *output, struct heard *heard,
                         struct err *err)
{
    const struct js *words;
    struct writing writing = {0};
    *heard = (struct heard){0};
    TRY(hundredths(output, "seconds", HEARD_SECONDS_MAX, &heard->duration, err));
    TRY(js_may_int(output, "damaged_packets", 0, INT64_MAX, &heard->damaged, err));
    TRY(js_need(output, "words", JS_ARRAY, &words, err));
    if (words->array.count == 0) {
        return ERR_OK;
    }
    size_t pages = (size_t)((heard->duration + HEARD_PAGE - 1) / HEARD_PAGE);
    pages = pages == 0 ? 1 : pages;
    heard->pages = arena_zalloc(arena, pages * sizeof *heard->pages);
    strbuf_init(&writing.text, PAGE_TEXT_MAX);
    strbuf_init(&writing.packed, PACKED_MAX);
    enum err_code code = write_pages(arena, words, pages, &writing, heard, err);
    strbuf_release(&writing.text);
    strbuf_release(&writing.packed);
    return code;
}
