#include "cli/case_print.h"

#include "base/utf8.h"

#include <stdio.h>

enum { SHOWN_MAX = 64 << 20 };

void case_print(struct str text, bool lines)
{
    struct strbuf out;
    strbuf_init(&out, SHOWN_MAX);
    utf8_visible(&out, text, lines);
    (void)fwrite(out.p, 1, out.n, stdout);
    strbuf_release(&out);
}

void case_print_line(struct str text)
{
    struct strbuf line;
    bool blank = false;
    strbuf_init(&line, SHOWN_MAX);
    text = str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        bool is = text.p[i] == ' ' || (text.p[i] >= '\t' && text.p[i] <= '\r');
        if (!is || !blank) {
            strbuf_putc(&line, is ? ' ' : text.p[i]);
        }
        blank = is;
    }
    case_print(strbuf_view(&line), false);
    strbuf_release(&line);
}

void case_print_page(int64_t number, struct str label)
{
    if (label.n == 0) {
        printf(", page %lld", (long long)number);
        return;
    }
    printf(", part %lld (", (long long)number);
    case_print(label, false);
    printf(")");
}

void case_print_said(int64_t hundredths)
{
    printf("%lld:%02lld.%lld", (long long)(hundredths / 6000),
           (long long)(hundredths / 100 % 60), (long long)(hundredths / 10 % 10));
}
