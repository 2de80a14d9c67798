package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The status page in a real browser, under the policy that the product sends with it. CI runs it with
 * {@code -Dbrowser=chromium}. With {@code -Dscreenshot=docs/status.png} it also writes the picture that the docs show.
 */
@EnabledIfSystemProperty(named = "browser", matches = ".+")
class StatusPageTest {

    private static final String ROWS = "[...document.querySelectorAll('#rows tr')]";
    private static final int LARGEST_PICTURE = 150_000;

    /** What normal text needs by WCAG 2, level AA. */
    private static final double LEAST_CONTRAST = 4.5;

    /** Returns each visible text whose contrast with what is behind it is too low. */
    private static final String TOO_FAINT = """
            (() => {
              const channels = color => color.match(/[\\d.]+/g).map(Number);
              const light = color => {
                const [r, g, b] = channels(color).map(c => c / 255)
                  .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = element => {
                for (let at = element; at; at = at.parentElement) {
                  const color = getComputedStyle(at).backgroundColor;
                  if (channels(color).length < 4 || channels(color)[3] === 1) return color;
                }
                return 'rgb(255, 255, 255)';
              };
              const found = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                const text = walker.currentNode.textContent.trim();
                if (!text || !element.checkVisibility() || element.tagName === 'SCRIPT') continue;
                const lights = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
                const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
                if (ratio < LEAST) found.push(text + ' ' + ratio.toFixed(2));
              }
              return found;
            })()""";

    @TempDir
    private Path folder;

    private HttpServer server;
    private Chromium browser;
    private volatile StatusReport report = SampleStatus.everyState();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", StatusServer.page()));
        server.createContext(
                StatusServer.PATH,
                exchange -> answer(exchange, "application/json", new ObjectMapper().writeValueAsString(report)));
        server.start();
        browser = Chromium.start(System.getProperty("browser"), folder);
        browser.resize(1280, 780);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", StatusServer.POLICY);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void showsEachStateWorstFirst() throws IOException {
        open();

        assertThat(texts(ROWS + ".map(row => row.querySelector('.state').textContent.split(' ')[1])"))
                .containsExactlyElementsOf(report.connections().stream()
                        .map(StatusReport.Connection::state)
                        .toList())
                .containsAll(Arrays.stream(DisplayState.values())
                        .map(DisplayState::label)
                        .toList());
        assertThat(text("#rows tr"))
                .contains("studio-nord", "for 40 min", "the API answered 401, 4 times in a row", "vault.api.key");
        assertThat(text("#replicas")).contains("this one (shards 0, 1, 2, 3, 4, 5)", "replica-1 at 10.0.4.18");
        assertThat(browser.evaluate("document.title").asText()).isEqualTo("(2) vault-media-routes");
        picture();
    }

    private void picture() throws IOException {
        byte[] png = browser.screenshot();
        assertThat(png).hasSizeLessThan(LARGEST_PICTURE);
        if (System.getProperty("screenshot") != null) {
            Files.write(Path.of(System.getProperty("screenshot")), png);
        }
    }

    @Test
    void followsWhatChanges() {
        open();
        browser.evaluate("window.first = document.querySelector('tr[data-connection=alice]'); 1");
        StatusReport.Connection failing = SampleStatus.row(
                "alice", "failing", "11:59:59", "no answer within 60 s", "check the network", null, "x");
        report = SampleStatus.of(List.of(failing));

        until(ROWS + ".length === 1");

        assertThat(text("#rows")).contains("failing", "no answer within 60 s", "check the network");
        assertThat(browser.evaluate("window.first === " + ROWS + "[0]").asBoolean())
                .as("a row stays the same element, so that nobody loses the focus or a selection")
                .isTrue();
    }

    @Test
    void saysThatItIsOldWhenNothingAnswers() {
        open();
        server.stop(0);

        until("!document.getElementById('lost').hidden");

        assertThat(text("#lost")).startsWith("No answer from this replica for");
        assertThat(text("#rows")).contains("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 1024, 1141, 1280})
    void fitsTheScreen(int width) {
        browser.resize(width, 800);
        open();

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(texts("[...document.querySelectorAll('button:not([hidden]), input')]"
                        + ".filter(one => one.getBoundingClientRect().height < 34).map(one => one.textContent)"))
                .as("large enough for a finger")
                .isEmpty();
        assertNoErrors();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
    void hasEnoughContrast(String scheme, int width) {
        browser.resize(width, 800);
        browser.prefer(scheme);
        open();

        assertThat(texts(TOO_FAINT.replace("LEAST", Double.toString(LEAST_CONTRAST))))
                .isEmpty();
        assertThat(texts(TOO_FAINT.replace("LEAST", "100")))
                .as("the check sees the texts")
                .hasSizeGreaterThan(50);
    }

    @Test
    void isUsedByKeyboard() {
        open();
        browser.press("/", "/");
        browser.type("MERI");
        assertThat(names()).containsExactly("meridian");

        browser.press("Escape", "");
        assertThat(names()).hasSize(10);

        browser.evaluate("document.querySelector('#chips [data-state=ok]').focus(); 1");
        browser.press("Enter", "\r");
        assertThat(names()).containsExactly("alice", "bob");
        assertThat(browser.evaluate("document.activeElement.getAttribute('aria-pressed')")
                        .asText())
                .isEqualTo("true");
        assertNoErrors();
    }

    @Test
    void findsOneOfThousands() {
        report = SampleStatus.thousands();
        open();
        assertThat(names()).hasSize(200);
        assertThat(text("#count")).startsWith("5,000 of 5,000 connections");

        browser.evaluate("document.getElementById('more').click(); 1");
        assertThat(names()).hasSize(400);

        browser.press("/", "/");
        browser.type("account-4711");
        assertThat(names()).containsExactly("account-4711");
        assertNoErrors();
    }

    private void open() {
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        until(ROWS + ".length > 0");
    }

    private void until(String expression) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> browser.evaluate(expression).asBoolean());
    }

    private List<String> names() {
        return texts(ROWS + ".map(row => row.dataset.connection)");
    }

    private String text(String selector) {
        return browser.evaluate("document.querySelector('" + selector + "').innerText")
                .asText();
    }

    private List<String> texts(String expression) {
        JsonNode values = browser.evaluate(expression);
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private void assertNoErrors() {
        assertThat(browser.errors()).isEmpty();
    }
}
