/* The script of the desk's pages, byte for byte. */
    .section .rodata
    .globl desk_keys_js, desk_keys_js_end
    .hidden desk_keys_js, desk_keys_js_end
desk_keys_js:
    .incbin "keys.js"
desk_keys_js_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
