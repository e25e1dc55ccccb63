/* See label_marks.h. */
#include "benchmark/label_marks.h"

#include "base/jsonw.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare_marks(const void *a, const void *b)
{
    const struct label_mark *left = a;
    const struct label_mark *right = b;
    return (left->start > right->start) - (left->start < right->start);
}

static void add(struct label_marks *marks, struct label_mark mark)
{
    marks->list = mem_grow(marks->list, marks->count, &marks->room, sizeof *marks->list);
    marks->list[marks->count++] = mark;
}

void label_marks_load(struct label_marks *marks, const struct js *value)
{
    const struct js *spans = js_member(value, "spans");
    marks->count = 0;
    for (size_t i = 0; spans != NULL && i < spans->array.count; i++) {
        const struct js *span = &spans->array.items[i];
        add(marks,
            (struct label_mark){js_member(span, "start")->integer,
                                js_member(span, "end")->integer, js_text(span, "label")});
    }
    if (marks->count > 1) {
        qsort(marks->list, marks->count, sizeof *marks->list, compare_marks);
    }
}

void label_marks_free(struct label_marks *marks)
{
    free(marks->list);
    *marks = (struct label_marks){NULL, 0, 0};
}

static bool is_marked(const struct label_marks *marks, const struct label_word *word)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (word->start < marks->list[i].end && marks->list[i].start < word->end) {
            return true;
        }
    }
    return false;
}

enum err_code label_marks_add(struct label_marks *marks, const struct label_word *words,
                              size_t word_count, const size_t *chosen, size_t count,
                              struct str label, struct err *err)
{
    if (count == 0) {
        err_set(err, ERR_INVALID, "no word is ticked");
        err_hint(err, "tick the words that belong together, then press what they are");
        return ERR_INVALID;
    }
    for (size_t i = 0; i < count; i++) {
        if (chosen[i] >= word_count || (i > 0 && chosen[i] <= chosen[i - 1]) ||
            is_marked(marks, &words[chosen[i]])) {
            return err_set(err, ERR_CONFLICT, "a word that is marked already was ticked");
        }
    }
    if (marks->count + count > LABEL_MARKS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d marks in a text", LABEL_MARKS_MAX);
    }
    for (size_t i = 0; i < count;) {
        size_t last = i;
        while (last + 1 < count && chosen[last + 1] == chosen[last] + 1) {
            last++;
        }
        add(marks, (struct label_mark){words[chosen[i]].start, words[chosen[last]].end, label});
        i = last + 1;
    }
    qsort(marks->list, marks->count, sizeof *marks->list, compare_marks);
    return ERR_OK;
}

enum err_code label_marks_remove(struct label_marks *marks, size_t number, struct err *err)
{
    if (number >= marks->count) {
        return err_set(err, ERR_NOT_FOUND, "there is no such mark");
    }
    memmove(&marks->list[number], &marks->list[number + 1],
            (marks->count - number - 1) * sizeof *marks->list);
    marks->count--;
    return ERR_OK;
}

void label_marks_write(const struct label_marks *marks, struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_key(&w, "spans");
    jsonw_array(&w);
    for (size_t i = 0; i < marks->count; i++) {
        jsonw_object(&w);
        jsonw_member_int(&w, "start", marks->list[i].start);
        jsonw_member_int(&w, "end", marks->list[i].end);
        jsonw_member_str(&w, "label", marks->list[i].label);
        jsonw_end(&w);
    }
    jsonw_end(&w);
    jsonw_end(&w);
}
