/* Where the words of the text stand: runs of letters and digits, or of other signs, that follow
 * each other in a line. Whoever reviews a document hides words by these. */
#include "pdf_file.h"

/* Letters of one run lie in one line, one after the other. */
static bool follows(const struct letter *last, const struct letter *next)
{
    float low = last->box.y0 > next->box.y0 ? last->box.y0 : next->box.y0;
    float high = last->box.y1 < next->box.y1 ? last->box.y1 : next->box.y1;
    float height = next->box.y1 - next->box.y0;
    return high - low >= height / 2 && next->box.x0 - last->box.x1 < height &&
           last->box.x0 - next->box.x1 < height;
}

static bool is_blank(const struct letter *letter)
{
    return letter->page < 0 || letter->c <= ' ' || letter->c == 0xA0;
}

static bool is_sign(uint32_t c)
{
    bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return c < 0xC0 ? !letter : c >= 0x2000 && c <= 0x206F;
}

void pdf_list_places(struct pdf_file *file)
{
    struct answer *answer = file->answer;
    const struct letter *letters = file->letters.items;
    answer->places =
        arena_alloc(answer->arena, (file->letters.count + 1) * sizeof *answer->places);
    for (size_t i = 0; i < file->letters.count; i++) {
        struct place *run = answer->places + answer->place_count;
        fz_rect box = letters[i].box;
        size_t end = i + 1;
        if (is_blank(&letters[i])) {
            continue;
        }
        while (end < file->letters.count && !is_blank(&letters[end]) &&
               is_sign(letters[end].c) == is_sign(letters[i].c) &&
               follows(&letters[end - 1], &letters[end])) {
            box = fz_union_rect(box, letters[end++].box);
        }
        *run = (struct place){i, end, {box.x0, box.y0, box.x1, box.y1}};
        answer->place_count++;
        i = end - 1;
    }
}
