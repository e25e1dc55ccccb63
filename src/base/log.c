/* Log; see log.h. */
#include "base/log.h"

#include "base/clock.h"
#include "base/jsonw.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdbool.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 16384 };

static const char *log_part = "policeai";
static enum log_level log_least = LOG_INFO;
static bool log_text;

void log_start(const char *part, enum log_level least)
{
    log_part = part;
    log_least = least;
    log_text = isatty(STDERR_FILENO) == 1;
}

static const char *level_name(enum log_level level)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    return names[level];
}

static void add_json(struct strbuf *line, const char *now, enum log_level level,
                     const char *event, struct str message)
{
    struct jsonw w;
    jsonw_init(&w, line);
    jsonw_object(&w);
    jsonw_member(&w, "time", now);
    jsonw_member(&w, "level", level_name(level));
    jsonw_member(&w, "part", log_part);
    jsonw_member_int(&w, "pid", getpid());
    jsonw_member(&w, "event", event);
    if (message.n > 0) {
        jsonw_member_str(&w, "message", message);
    }
    jsonw_end(&w);
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    if (level > log_least) {
        return;
    }
    struct strbuf raw;
    struct strbuf message;
    struct strbuf line;
    strbuf_init(&raw, LINE_MAX_BYTES / 2);
    strbuf_init(&message, LINE_MAX_BYTES - 512);
    strbuf_init(&line, 2 * LINE_MAX_BYTES);
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&raw, format, args);
    va_end(args);
    utf8_visible(&message, strbuf_view(&raw), false);
    char now[TIME_SIZE];
    time_format(now, clock_now(NULL));
    if (log_text) {
        strbuf_printf(&line, "policeai: %s %s: %s %s", now, log_part, event, message.p);
    } else {
        add_json(&line, now, level, event, strbuf_view(&message));
    }
    strbuf_putc(&line, '\n');
    if (write(STDERR_FILENO, line.p, line.n) < 0) {
        /* nobody reads our stderr: there is nowhere left to say so */
    }
    strbuf_release(&raw);
    strbuf_release(&message);
    strbuf_release(&line);
}

void log_err(const char *event, const struct err *err)
{
    log_event(LOG_ERROR, event, "%s%s%s%s%s%s", err->message, err->hint[0] ? "; " : "",
              err->hint, err->detail[0] ? " [" : "", err->detail, err->detail[0] ? "]" : "");
}
