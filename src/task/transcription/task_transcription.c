/* Task transcription: a recording goes in, its words come out.
 *
 * input {"audio":{"file":PATH}}; output
 * {"text"[,"words":[{"word","start","end","confidence"}]]} with seconds from the start of the
 * recording and a confidence from 0 to 1; expected {"text"}. */
#include "task/task.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "task/transcription/transcript_text.h"

#include <limits.h>
#include <string.h>

enum { EXAMPLE_RATE = 16000, EXAMPLE_HEADER = 44 };

static enum err_code check_input(const struct js *input, struct err *err)
{
    const struct js *audio = NULL;
    struct str path;
    TRY(js_need(input, "audio", JS_OBJECT, &audio, err));
    return js_need_str(audio, "file", &path, err);
}

static enum err_code check_expected(const struct js *input, const struct js *expected,
                                    struct err *err)
{
    struct str text;
    (void)input;
    return js_need_str(expected, "text", &text, err);
}

/* An integer or a number in [low, high]. */
static enum err_code need_number(const struct js *word, const char *name, double low,
                                 double high, double *value, struct err *err)
{
    const struct js *number = js_member(word, name);
    if (number == NULL || (number->type != JS_INT && number->type != JS_REAL)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be a number", name);
    }
    *value = number->type == JS_INT ? (double)number->integer : number->real;
    if (!(*value >= low && *value <= high)) {
        return err_set(err, ERR_FORMAT, "\"%s\" is %.*s, must be %g to %g", name,
                       STR_ARG(str_sub(number->raw, 0, 40)), low, high);
    }
    return ERR_OK;
}

static enum err_code check_word(const struct js *word, struct err *err)
{
    struct str text;
    double start;
    double end;
    double confidence;
    TRY(js_need_str(word, "word", &text, err));
    TRY(need_number(word, "start", 0, 1e6, &start, err));
    TRY(need_number(word, "end", start, 1e6, &end, err));
    return need_number(word, "confidence", 0, 1, &confidence, err);
}

static enum err_code check_output(const struct js *input, const struct js *output,
                                  struct err *err)
{
    const struct js *words = NULL;
    TRY(check_expected(input, output, err));
    TRY(js_may(output, "words", JS_ARRAY, &words, err));
    for (size_t i = 0; words != NULL && i < words->array.count; i++) {
        enum err_code code = check_word(&words->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "word %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

/* Which recordings can be read is the tool's business: it has the decoders. */
static enum err_code from_file(struct arena *arena, const char *path, struct strbuf *input,
                               struct err *err)
{
    struct jsonw w;
    (void)arena;
    if (!file_exists(path)) {
        return err_set(err, ERR_NOT_FOUND, "%s: no such file", path);
    }
    jsonw_init(&w, input);
    jsonw_object(&w);
    jsonw_key(&w, "audio");
    jsonw_object(&w);
    jsonw_member(&w, "file", "recording"); /* staged under a random name */
    jsonw_end(&w);
    jsonw_end(&w);
    return strbuf_check(input, "the input", err);
}

/* A second of silence: WAV, 16 kHz, 16 bit, one channel. */
static enum err_code example(const char *folder, struct strbuf *input, struct err *err)
{
    static const unsigned char header[EXAMPLE_HEADER] = {
        'R', 'I', 'F', 'F', 0x24, 0x7D, 0,   0,   'W', 'A',  'V',  'E',  'f', 'm', 't',
        ' ', 16,  0,   0,   0,    1,    0,   1,   0,   0x80, 0x3E, 0,    0,   0,   0x7D,
        0,   0,   2,   0,   16,   0,    'd', 'a', 't', 'a',  0,    0x7D, 0,   0};
    char bytes[EXAMPLE_HEADER + 2 * EXAMPLE_RATE] = {0};
    struct strbuf name;
    memcpy(bytes, header, sizeof header);
    strbuf_init(&name, PATH_MAX);
    strbuf_printf(&name, "%s/example.wav", folder);
    enum err_code code = strbuf_check(&name, "the example's path", err);
    if (code == ERR_OK) {
        code = file_write(name.p, str_n(bytes, sizeof bytes), 0644, err);
    }
    strbuf_release(&name);
    TRY(code);
    strbuf_puts(input, "{\"audio\":{\"file\":\"example.wav\"}}");
    return strbuf_check(input, "the example", err);
}

static const char *const metrics[] = {"wer.sclite/1", "wer.levenshtein/1", NULL};

static const struct task_bound bounds[] = {
    {"wer.sclite/1", 0.1, false, "set by this project"},
};

const struct task task_transcription = {
    .name = "transcription",
    .title = "Transcription of speech",
    .summary = "Writes down what is said in a recording, with times and how sure it is of each "
               "word.",
    .shape = TASK_ITEM,
    .metrics = metrics,
    .bounds = bounds,
    .bound_count = sizeof bounds / sizeof bounds[0],
    .check_input = check_input,
    .check_expected = check_expected,
    .check_output = check_output,
    .answer = "what is said, as text: {\"text\":\"I was at home\"}",
    .answer_column = "text",
    .labelling = TASK_WRITES,
    .from_file = from_file,
    .show = transcript_show,
    .styles = transcript_styles,
    .example = example,
};
