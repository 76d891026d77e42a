/** What a person's commands ask of a cluster: its crash resources, and a word on one of them. */
package dev.corewatch.kubernetes.shell;
