package io.vaultmedia.config;

/**
 * Where an entry of the connections stands, as errors tell it.
 *
 * @param key the setting that leads there
 * @param where the entry's number; for a file its name and the line before that
 */
record Place(String key, String where) {

    ConfigurationException wrong(String right) {
        return ConfigurationException.wrongAt(key, where, right);
    }

    @Override
    public String toString() {
        return key + ", " + where;
    }
}
