#include "trial/scratch.h"

#include "base/file.h"

#include <stdlib.h>

enum err_code scratch_make(struct arena *arena, const char **folder, struct err *err)
{
    const char *parent = getenv("TMPDIR");
    char *path = arena_printf(arena, "%s/policeai-XXXXXX",
                              parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    if (mkdtemp(path) == NULL) {
        return err_errno(err, "cannot make a folder like %s", path);
    }
    *folder = path;
    return ERR_OK;
}

void scratch_remove(const char *folder)
{
    enum err_code ignored = file_remove_tree(folder, NULL);
    (void)ignored; /* nothing a person could do about it */
}
