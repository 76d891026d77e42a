package dev.corewatch.publish.delivery;

/** Takes reports. */
interface Recipient extends AutoCloseable {

    /**
     * One try.
     *
     * @param id the occurrence's
     * @param document as JSON
     */
    Delivery send(String id, byte[] document) throws InterruptedException;

    /** Whether a report would be taken now, asked without one. */
    Delivery greet() throws InterruptedException;

    @Override
    void close();
}
