package ontime.sandbox.carrier.sns;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An answer in the XML of the AWS Query protocol, version 2010-03-31 of Amazon SNS.
 *
 * @param status of HTTP
 */
record SnsAnswer(int status, UUID requestId, String xml) {

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    /** Writes what stands inside an action's result. */
    @FunctionalInterface
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    /** A result of plain values, or one without any. */
    static SnsAnswer result(String action, UUID requestId, Map<String, String> values) {
        return ok(action, requestId, xml -> {
            for (Map.Entry<String, String> value : values.entrySet()) {
                element(xml, value.getKey(), value.getValue());
            }
        });
    }

    /** A result that holds one list. */
    static SnsAnswer list(String action, UUID requestId, String name, List<String> members) {
        return ok(action, requestId, xml -> {
            xml.writeStartElement(name);
            for (String member : members) {
                element(xml, "member", member);
            }
            xml.writeEndElement();
        });
    }

    /** A result that holds one map. */
    static SnsAnswer map(String action, UUID requestId, String name, Map<String, String> entries) {
        return ok(action, requestId, xml -> {
            xml.writeStartElement(name);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                xml.writeStartElement("entry");
                element(xml, "key", entry.getKey());
                element(xml, "value", entry.getValue());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    static SnsAnswer error(SnsError error, String message, UUID requestId) {
        return new SnsAnswer(error.status(), requestId, document("ErrorResponse", xml -> {
            xml.writeStartElement("Error");
            element(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
            element(xml, "Code", error.code());
            element(xml, "Message", message);
            xml.writeEndElement();
            element(xml, "RequestId", requestId.toString());
        }));
    }

    private static SnsAnswer ok(String action, UUID requestId, Content result) {
        return new SnsAnswer(200, requestId, document(action + "Response", xml -> {
            xml.writeStartElement(action + "Result");
            result.writeTo(xml);
            xml.writeEndElement();
            xml.writeStartElement("ResponseMetadata");
            element(xml, "RequestId", requestId.toString());
            xml.writeEndElement();
        }));
    }

    private static String document(String root, Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            content.writeTo(xml);
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a string took no more XML", impossible);
        }
        return text.toString();
    }

    private static void element(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
