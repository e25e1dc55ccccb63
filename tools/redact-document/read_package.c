/* Packages by what they hold. */
#include "office_parts.h"

enum err_code read_package(struct str bytes, struct weave *weave, struct err *err)
{
    struct package *package = NULL;
    const char *main;
    enum office_kind kind;
    enum err_code code = package_open(&package, bytes, err);
    if (code == ERR_OK) {
        code = office_open(package, weave->arena, &kind, &main, err);
    }
    if (code == ERR_OK && kind == OFFICE_WORD) {
        weave->extension = "docx";
        code = read_docx(package, main, weave, err);
    } else if (code == ERR_OK) {
        weave->extension = "xlsx";
        code = read_xlsx(package, main, weave, err);
    }
    package_close(package);
    return code;
}

void office_begin_types(struct weave *weave)
{
    weave_begin(weave, WEAVE_PART, "[Content_Types].xml");
    weave_puts(weave,
               "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
               "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
               "<Default Extension=\"rels\" ContentType=\"application/"
               "vnd.openxmlformats-package.relationships+xml\"/>"
               "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
}
