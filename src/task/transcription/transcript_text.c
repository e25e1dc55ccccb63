/* Words become passages: a new one begins after a pause of a second, or once the running one
 * has lasted twelve. Answers without word times are shown as their text. */
#include "task/transcription/transcript_text.h"

#include "base/utf8.h"

#include <string.h>

static const double pause_seconds = 1.0;
static const double passage_seconds = 12.0;
static const double unsure_below = 0.5;

const struct task_style transcript_styles[] = {
    {"times", "transcript.txt", "a line a passage, after the time it begins at"},
    {"text", "transcript.txt", "the words alone"},
    {"vtt", "vtt", "subtitles (WebVTT)"},
    {NULL, NULL, NULL},
};

static double number(const struct js *word, const char *name)
{
    const struct js *value = js_member(word, name);
    if (value == NULL) {
        return 1; /* no confidence given: nothing to point at */
    }
    return value->type == JS_INT ? (double)value->integer : value->real;
}

/* 00:01:02.500 */
static void write_time(struct strbuf *out, double seconds)
{
    long long ms = (long long)(seconds * 1000 + 0.5);
    strbuf_printf(out, "%02lld:%02lld:%02lld.%03lld", ms / 3600000, ms / 60000 % 60,
                  ms / 1000 % 60, ms % 1000);
}

/* The index after the last word of the passage that begins at `first`. */
static size_t passage_end(const struct js *words, size_t first)
{
    double began = number(&words->array.items[first], "start");
    size_t i = first + 1;
    while (i < words->array.count) {
        const struct js *word = &words->array.items[i];
        double pause = number(word, "start") - number(&words->array.items[i - 1], "end");
        if (pause >= pause_seconds || number(word, "end") - began > passage_seconds) {
            break;
        }
        i++;
    }
    return i;
}

static void write_passage(const struct js *words, size_t first, size_t end, bool vtt,
                          struct strbuf *out)
{
    strbuf_puts(out, vtt ? "\n" : "[");
    write_time(out, number(&words->array.items[first], "start"));
    if (vtt) {
        strbuf_puts(out, " --> ");
        write_time(out, number(&words->array.items[end - 1], "end"));
    }
    strbuf_puts(out, vtt ? "\n" : "] ");
    for (size_t i = first; i < end; i++) {
        strbuf_puts(out, i > first ? " " : "");
        utf8_visible(out, js_member(&words->array.items[i], "word")->string, false);
    }
    strbuf_putc(out, '\n');
}

/* The words the tool itself is not sure of, for the person who checks them. */
static size_t list_unsure(const struct js *words, struct strbuf *places)
{
    size_t unsure = 0;
    for (size_t i = 0; i < words->array.count; i++) {
        const struct js *word = &words->array.items[i];
        double confidence = number(word, "confidence");
        if (confidence < unsure_below) {
            write_time(places, number(word, "start"));
            strbuf_printf(places, " word %zu: confidence %.2f\n", i + 1, confidence);
            unsure++;
        }
    }
    return unsure;
}

void transcript_show(const struct js *input, const struct js *output, const char *style,
                     struct task_shown *shown)
{
    const struct js *words = js_member(output, "words");
    size_t count = words != NULL ? words->array.count : 0;
    bool vtt = strcmp(style, "vtt") == 0;
    (void)input;
    strbuf_puts(&shown->document, vtt ? "WEBVTT\n" : "");
    if (count == 0 || strcmp(style, "text") == 0) {
        utf8_visible(&shown->document, js_member(output, "text")->string, true);
        strbuf_putc(&shown->document, '\n');
    } else {
        for (size_t i = 0; i < count;) {
            size_t end = passage_end(words, i);
            write_passage(words, i, end, vtt, &shown->document);
            i = end;
        }
    }
    if (count == 0) {
        strbuf_puts(&shown->summary, "no word times given");
    } else {
        size_t unsure = list_unsure(words, &shown->places);
        strbuf_printf(&shown->summary, "%zu words, %zu of them unsure (confidence under %.1f)",
                      count, unsure, unsure_below);
    }
}
