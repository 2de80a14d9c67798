package io.vaultmedia.k8s;

import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** The version in {@code pom.xml}, which the image's tag repeats. */
final class ProjectVersion {
    private ProjectVersion() {}

    static String read() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        return XPathFactory.newInstance().newXPath().evaluate("/project/version", pom);
    }
}
