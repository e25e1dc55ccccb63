/* The script of the private pages, byte for byte. */
    .section .rodata
    .globl private_keys_js, private_keys_js_end
    .hidden private_keys_js, private_keys_js_end
private_keys_js:
    .incbin "keys.js"
private_keys_js_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
