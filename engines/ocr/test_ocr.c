/* A line of print is read, and by the one thread that asked. */
#include "ocr/ocr.h"

#include "base/mem.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <leptonica/allheaders.h>

enum { DPI = 150 };

/* Print in the letters that Leptonica brings, dark on light; freed by the caller. */
static unsigned char *printed(const char *words, int *width, int *height)
{
    l_int32 below;
    L_BMF *font = bmfCreate(NULL, 20);
    PIX *page = pixCreate(800, 120, 8);
    assert_non_null(font);
    pixSetAll(page);
    assert_int_equal(pixSetTextline(page, font, words, 0, 40, 70, NULL, &below), 0);
    *width = pixGetWidth(page);
    *height = pixGetHeight(page);
    unsigned char *gray = xmalloc((size_t)*width * (size_t)*height);
    for (int y = 0; y < *height; y++) {
        for (int x = 0; x < *width; x++) {
            l_uint32 value;
            pixGetPixel(page, x, y, &value);
            gray[(size_t)y * (size_t)*width + (size_t)x] = (unsigned char)value;
        }
    }
    pixDestroy(&page);
    bmfDestroy(&font);
    return gray;
}

static size_t threads(void)
{
    size_t count = 0;
    DIR *tasks = opendir("/proc/self/task");
    assert_non_null(tasks);
    for (struct dirent *entry = readdir(tasks); entry != NULL; entry = readdir(tasks)) {
        count += entry->d_name[0] != '.';
    }
    closedir(tasks);
    return count;
}

static void a_line_is_read_by_one_thread(void **state)
{
    struct ocr *ocr;
    struct err err = {0};
    struct ocr_page page = {0};
    char text[100];
    size_t n = 0;
    int width;
    int height;
    unsigned char *gray = printed("the meeting began at noon", &width, &height);
    const int whole[4] = {0, 0, width, height};
    (void)state;
    assert_int_equal(ocr_new(&ocr, &err), ERR_OK);
    assert_int_equal(ocr_read(ocr, gray, width, height, DPI, whole, OCR_PAGE, &page, &err),
                     ERR_OK);
    for (size_t i = 0; i < page.count && n + 1 < sizeof text; i++) {
        text[n++] = page.letters[i].c < 0x80 ? (char)page.letters[i].c : '?';
    }
    text[n] = '\0';
    assert_non_null(strstr(text, "meeting began"));
    assert_int_equal(threads(), 1);
    ocr_page_free(&page);
    ocr_free(ocr);
    free(gray);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_line_is_read_by_one_thread)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
