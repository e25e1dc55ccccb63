/* Any bytes as the decoder's frames, cut in two at any place: the same end, within the limit.
 */
#include "../tools/transcribe/pcm_stream.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SAMPLES_MAX = 1000 };

static enum err_code feed(struct pcm_reader *reader, struct str first, struct str second)
{
    pcm_reader_init(reader, SAMPLES_MAX);
    enum err_code code = pcm_reader_feed(reader, first, NULL);
    return code == ERR_OK ? pcm_reader_feed(reader, second, NULL) : code;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pcm_reader whole;
    struct pcm_reader parts;
    struct str bytes = str_n((const char *)data, size);
    size_t cut = size > 0 ? data[size - 1] % size : 0;
    enum err_code code = feed(&whole, bytes, (struct str){0});
    if (feed(&parts, str_sub(bytes, 0, cut), str_from(bytes, cut)) != code ||
        parts.state != whole.state || whole.samples.n > 2 * SAMPLES_MAX ||
        (code == ERR_OK && !str_eq(strbuf_view(&whole.samples), strbuf_view(&parts.samples))) ||
        (whole.state == PCM_DONE && whole.samples.n % 2 != 0)) {
        abort();
    }
    pcm_reader_release(&whole);
    pcm_reader_release(&parts);
    return 0;
}
