package io.vaultmedia;

import io.vaultmedia.config.ConfigurationException;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.config.Instance;
import io.vaultmedia.config.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the product together in a Camel context: reads its settings, builds the beans that the routes name, and opens the
 * shards when the context starts. {@code routes/beans.camel.yaml} asks for it, so it exists exactly where the routes do.
 *
 * <p>With {@code vault.instances}, each instance has beans and routes of its own. The routes as they are in their files are then left
 * out, by their precondition; each instance gets them under names of its own.
 */
public final class VaultMediaRoutes implements CamelContextAware, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(VaultMediaRoutes.class);
    private static final String FILES = "classpath:io/vaultmedia/routes/*.camel.yaml";
    private static final String OURS = "beans.camel.yaml";
    private static final String NAME = "vaultBundles";

    private final AtomicBoolean opened = new AtomicBoolean();
    private CamelContext context;
    private List<Bundle> bundles = List.of();

    /** What is bound in the registry, so that it is made once: a list would be found by a host that looks for lists. */
    private record Bundles(List<Bundle> all) {}

    /** Returns the bundles of a context that has our routes. */
    static List<Bundle> bundlesOf(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(NAME, Bundles.class).all();
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    /**
     * Builds and binds everything; throws ConfigurationException for a setting that is missing or wrong. Camel makes the
     * beans of a YAML file more than once (before its routes are parsed, and with them): only the first one counts.
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        if (context.getRegistry().lookupByName(NAME) == null) {
            bundles = read().stream().map(one -> new Bundle(context, one)).toList();
            context.getRegistry().bind(NAME, new Bundles(bundles));
            try {
                for (Bundle bundle : bundles) {
                    addRoutes(bundle.settings().instance());
                }
                context.addStartupListener(this);
            } catch (Exception e) {
                throw new IllegalStateException("Camel takes our routes, and startup listeners", e);
            }
        }
    }

    /** A host may bury the reason of a failure under many lines of Camel's: ours comes before them. */
    private List<Settings> read() {
        try {
            return ContextSettings.read(context);
        } catch (ConfigurationException e) {
            LOG.error("vault-media-routes cannot start: {}", e.getMessage());
            throw e;
        }
    }

    private void addRoutes(Instance instance) throws Exception {
        if (instance.isOnly()) {
            return; // The host includes the files themselves.
        }
        for (Resource file :
                PluginHelper.getPackageScanResourceResolver(context).findResources(FILES)) {
            if (!file.getLocation().endsWith(OURS)) {
                PluginHelper.getRoutesLoader(context).loadRoutes(instance.of(file));
            }
        }
    }

    /**
     * The shards are opened while the routes start. Camel calls this once they are about to, again for each route that is
     * started later, by itself or by the host, and at once where ours are added to a context that runs already.
     */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        if (opened.compareAndSet(false, true)) {
            ContextSettings.checkBrokers(
                    context, bundles.stream().map(Bundle::settings).toList());
            for (Bundle bundle : bundles) {
                bundle.open();
            }
        } else if (bundles.stream().anyMatch(bundle -> bundle.shards().isStopped())) {
            LOG.error("Nothing is polled: a Camel context that was stopped cannot poll again; start it in a new one");
        }
    }
}
