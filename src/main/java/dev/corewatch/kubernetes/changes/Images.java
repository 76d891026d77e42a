package dev.corewatch.kubernetes.changes;

/** Two images in few words. */
final class Images {

    private Images() {}

    /** "v7 -> v8" of one repository, else "haproxy:zlib -> haproxy-slz:1", without registries. */
    static String between(String before, String after) {
        var from = Image.of(before);
        var to = Image.of(after);
        return from.repository.equals(to.repository) && !from.version.isEmpty() && !to.version.isEmpty()
                ? from.version + " -> " + to.version
                : from.brief() + " -> " + to.brief();
    }

    /**
     * An image's reference in its parts.
     *
     * @param version a tag, or the beginning of a digest
     */
    private record Image(String repository, String version) {

        private static final int DIGEST = 12;

        static Image of(String reference) {
            int digest = reference.indexOf('@');
            var named = digest < 0 ? reference : reference.substring(0, digest);
            int tag = named.lastIndexOf(':');
            boolean hasTag = tag > named.lastIndexOf('/');
            var repository = hasTag ? named.substring(0, tag) : named;
            if (hasTag) {
                return new Image(repository, named.substring(tag + 1));
            }
            return new Image(repository, digest < 0 ? "" : shortened(reference.substring(digest + 1)));
        }

        private static String shortened(String digest) {
            int hex = digest.indexOf(':') + 1;
            return digest.substring(hex, Math.min(digest.length(), hex + DIGEST));
        }

        String brief() {
            var name = repository.substring(repository.lastIndexOf('/') + 1);
            return version.isEmpty() ? name : name + ":" + version;
        }
    }
}
