/**
 * One streaming reader of ELF cores (elf(5), core(5)) for files, pipes, sockets and thin cores, and one of ELF files on disk. All input is
 * hostile: every count, size and offset is checked against what is really there, and memory is bounded.
 */
package dev.corewatch.capture.elf;
