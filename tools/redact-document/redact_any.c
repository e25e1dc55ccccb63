/* Which way a document goes, by its first bytes. */
#include "document.h"
#include "document_kind.h"
#include "weave.h"

#include <fcntl.h>
#include <unistd.h>

enum { HEAD = 4096 };

static enum err_code kind_of(const char *path, enum document_kind *kind, struct err *err)
{
    char head[HEAD];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open the document");
    }
    ssize_t got = read(fd, head, sizeof head);
    close(fd);
    if (got < 0) {
        return err_errno(err, "cannot read the document");
    }
    if (got == 0) {
        return err_set(err, ERR_UNSUPPORTED, "the file is empty");
    }
    return document_kind(str_n(head, (size_t)got), kind, err);
}

enum err_code redact_any(const struct request *request, struct answer *answer, struct err *err)
{
    enum document_kind kind = KIND_TEXT;
    TRY(kind_of(request->path, &kind, err));
    switch (kind) {
    case KIND_PDF:
        return redact_pdf(request, answer, err);
    case KIND_HTML:
        return redact_woven(request, answer, read_html, "html", err);
    case KIND_PACKAGE:
        return redact_woven(request, answer, read_package, "docx", err);
    case KIND_MAIL:
        return redact_woven(request, answer, read_mail, "eml", err);
    case KIND_TEXT:
        break;
    }
    return redact_plain_text(request, answer, err);
}
