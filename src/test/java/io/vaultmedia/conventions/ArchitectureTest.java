package io.vaultmedia.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way dependencies point, and what only a few may use. */
class ArchitectureTest {

    private static final String ROOT = "io.vaultmedia";
    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** Neither root package nor implementing one of Camel's interfaces, and yet with a reason to import Camel. */
    private static final Set<String> MAY_IMPORT_CAMEL = Set.of(
            // These annotate where their parameters come from: a route's own words for it are parsed at each call.
            "Pages",
            "VariantSteps",
            "PublishSteps",
            "MessageHeaders", // takes and returns values of Camel's
            "StepFailure", // asks the exchange which step failed
            "Schedule",
            "VaultControl",
            "VaultApi",
            "VaultPages", // fetches by a route
            "StatusServer", // adds to Camel's management server
            "CommandContext", // reads the settings as the application does
            "VaultCommand", // is handed the application
            "ContextSettings", // reads Camel's properties, and sets what the routes read
            "CamelKeys", // reads how Camel refuses its own settings
            "Spelling", // turns dashes into camel case as Camel does
            "Instance", // gives a route file the names of an instance
            "ContextProperties", // reads Camel's properties
            "SettingsReader", // durations as Camel writes them
            "HealthChecks", // adds them to the registry of the context
            "HttpPool", // takes over the TLS settings of Camel's https component
            "KafkaClients", // lets a host application make its own clients
            "KafkaSettings", // makes the settings of clients out of camel-kafka's
            "ComponentOptions"); // reads camel-kafka's settings

    private static final Pattern BANNED_WORD =
            Pattern.compile(".*(Manager|Helper|Util|Handler|Job|Task|Sync)s?([A-Z].*)?");

    @ParameterizedTest
    @CsvSource({
        "media,      ''",
        "connection, media",
        "kafka,      ''",
        "scan,       media connection",
        "http,       connection",
        "api,        media connection scan http",
        "event,      media connection scan",
        "schedule,   media connection scan",
        "ledger,     media connection kafka scan event",
        "publish,    media connection kafka scan event ledger",
        "shard,      media connection kafka scan event ledger publish",
        "config,     media connection kafka scan http api event schedule ledger publish shard",
        "ops,        media connection kafka scan http api event schedule ledger publish shard config",
        "status,     media connection kafka scan http api event schedule ledger publish shard config ops",
        "command.text, ''",
        "command.pages, media connection scan http api config ops schedule",
        "command.check, media connection kafka scan http api event ledger shard config command.text command.pages",
        "command.audit, media connection kafka scan api event ledger config schedule command.text command.pages",
        "command.reshard, connection kafka ledger",
        "command.letters, media connection kafka scan api event ledger publish config command.text",
        "command,    media connection kafka scan http api event schedule ledger publish shard config ops status "
                + "command.text command.pages command.check command.audit command.reshard command.letters"
    })
    void dependenciesPointOneWay(String from, String to) {
        Set<String> others = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.concat(Stream.of(from), Stream.of(to.split(" "))).forEach(known -> others.remove(ROOT + "." + known));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.toArray(String[]::new))
                .because("design §8: " + from + " may know only [" + to + "]; pass a value or an interface of "
                        + "the scan package in instead")
                .check(MAIN);
    }

    @Test
    void mediaAndScanKnowOnlyTheJdk() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".media", ROOT + ".scan")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".media", ROOT + ".connection", ROOT + ".scan")
                .because("design §8: they are plain values; move what needs a library to api, event or ledger")
                .check(MAIN);
    }

    @Test
    void onlyWhatMustBeACamelServiceImportsCamel() {
        noClasses()
                .that(describe(
                        "neither implement a Camel interface, nor are in the root package, nor listed here",
                        type -> !mayImportCamel(type)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("design §9.2: take and return values, and let the route bring them; or, with a reason, add "
                        + "the class to MAY_IMPORT_CAMEL")
                .check(MAIN);
    }

    private static boolean mayImportCamel(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getPackageName().equals(ROOT)
                || MAY_IMPORT_CAMEL.contains(outer.getSimpleName())
                || Stream.concat(outer.getAllRawInterfaces().stream(), outer.getAllRawSuperclasses().stream())
                        .anyMatch(parent -> parent.getPackageName().startsWith("org.apache.camel"));
    }

    @Test
    void onlyKafkaClientsOpensKafkaClients() {
        noClasses()
                .that()
                .doNotHaveSimpleName("KafkaClients")
                .should()
                .callMethodWhere(target(nameMatching("create|getProducer|getConsumer"))
                        .and(target(owner(assignableTo(Admin.class).or(assignableTo(KafkaClientFactory.class))))))
                .orShould()
                .callConstructorWhere(
                        target(owner(assignableTo(KafkaProducer.class).or(assignableTo(KafkaConsumer.class)))))
                .because(
                        "a client has to be opened under the class loader of our own classes, or a host's loader may not "
                                + "find Kafka's: KafkaClients does that")
                .check(MAIN);
    }

    @Test
    void nothingInMainKnowsTheSandboxOrTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".sandbox..", ROOT + ".bench..", "org.junit..", "org.assertj..")
                .because("the library jar holds src/main only")
                .check(MAIN);
    }

    @Test
    void namesAreTheTrades() {
        noClasses()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(
                        describe("named after nothing in particular", (JavaClass type) -> BANNED_WORD
                                .matcher(type.getSimpleName())
                                .matches())))
                .because("design §2: say what it is (Splitter, Parser, Policy, Ledger); Manager, Helper, Util, "
                        + "Handler, Job, Task and Sync say nothing")
                .check(MAIN);
    }

    @Test
    void onlyTheApplicationPrints() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Application")
                .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("a library logs; only Application may print")
                .check(MAIN);
    }

    @Test
    void nobodySleepsOrThrowsDice() {
        DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>> sleep =
                target(owner(assignableTo(Thread.class))).and(target(name("sleep")));
        noClasses()
                .should()
                .callCodeUnitWhere(sleep)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .because("a waiting thread is a lost worker: put it off in the schedule; and chance cannot be tested: "
                        + "inject it")
                .check(MAIN);
    }
}
