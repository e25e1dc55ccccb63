#include "heard_words.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

enum { TOKEN_MAX = 128 };

static struct str word_of(const char *token)
{
    struct str word = str_sub(str_of(token), 0, TOKEN_MAX);
    size_t mark = str_find(word, STR("("));
    if (word.n == 0 || word.p[0] == '<' || word.p[0] == '[' || str_starts(word, STR("++"))) {
        return (struct str){0};
    }
    return mark == SIZE_MAX ? word : str_sub(word, 0, mark);
}

void transcript_add(struct transcript *transcript, const char *token, int64_t start,
                    int64_t end, double confidence)
{
    struct str word = word_of(token);
    if (word.n == 0 || !utf8_valid(word)) {
        return;
    }
    transcript->words = mem_grow(transcript->words, transcript->count, &transcript->capacity,
                                 sizeof *transcript->words);
    int64_t before = transcript->count == 0 ? 0 : transcript->words[transcript->count - 1].end;
    start = start < before ? before : start;
    struct transcript_word *added = &transcript->words[transcript->count++];
    added->text = xstrndup(word.p, word.n);
    added->start = start;
    added->end = end < start ? start : end;
    added->confidence = !(confidence > 0) ? 0
                        : confidence >= 1 ? 1000
                                          : (int)(confidence * 1000 + 0.5);
}

/* A number of hundredths or thousandths, without the detour over a double. */
static void write_fraction(struct jsonw *output, const char *name, int64_t value, int digits)
{
    char text[48];
    int64_t unit = digits == 2 ? 100 : 1000;
    int length = snprintf(text, sizeof text, "%lld.%0*lld", (long long)(value / unit), digits,
                          (long long)(value % unit));
    jsonw_key(output, name);
    jsonw_raw(output, str_n(text, (size_t)length));
}

static void write_text(const struct transcript *transcript, struct jsonw *output)
{
    struct strbuf text;
    strbuf_init(&text, transcript->count * (TOKEN_MAX + 1) + 1);
    for (size_t i = 0; i < transcript->count; i++) {
        strbuf_printf(&text, "%s%s", i == 0 ? "" : " ", transcript->words[i].text);
    }
    jsonw_member_str(output, "text", strbuf_view(&text));
    strbuf_release(&text);
}

void transcript_write(const struct transcript *transcript, struct jsonw *output,
                      int64_t duration, int64_t damaged)
{
    jsonw_object(output);
    write_text(transcript, output);
    jsonw_key(output, "words");
    jsonw_array(output);
    for (size_t i = 0; i < transcript->count; i++) {
        const struct transcript_word *word = &transcript->words[i];
        jsonw_object(output);
        jsonw_member(output, "word", word->text);
        write_fraction(output, "start", word->start, 2);
        write_fraction(output, "end", word->end, 2);
        write_fraction(output, "confidence", word->confidence, 3);
        jsonw_end(output);
    }
    jsonw_end(output);
    write_fraction(output, "seconds", duration, 2);
    jsonw_member_int(output, "damaged_packets", damaged);
    jsonw_end(output);
}

void transcript_free(struct transcript *transcript)
{
    for (size_t i = 0; i < transcript->count; i++) {
        free(transcript->words[i].text);
    }
    free(transcript->words);
    *transcript = (struct transcript){0};
}
