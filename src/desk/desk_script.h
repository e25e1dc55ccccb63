/* The script of private pages: a key presses one button (data-key). Everything works without
 * it.
 */
#ifndef POLICEAI_DESK_DESK_SCRIPT_H
#define POLICEAI_DESK_DESK_SCRIPT_H

/* Its bytes. */
extern const char desk_keys_js[], desk_keys_js_end[];

#endif
