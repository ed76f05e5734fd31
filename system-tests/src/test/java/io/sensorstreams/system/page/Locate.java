package io.sensorstreams.system.page;

import org.openqa.selenium.By;

/** Finds parts of a page by what a user reads. Texts have no apostrophe. */
final class Locate {

    private Locate() {
    }

    /** A row of a table, by the id of the table and the key of the row. */
    static By row(String table, String key) {
        return By.id(table + "-" + key);
    }

    /**
     * A button or a link that looks like one, by its text or by what a screen reader
     * says.
     */
    static By button(String label) {
        return By.xpath("//*[self::button or self::a][" + named(label) + "]");
    }

    static By buttonIn(String id, String label) {
        return By.xpath("//*[@id='" + id + "']//*[self::button or self::a][" + named(label) + "]");
    }

    /** An entry of an open menu. */
    static By entry(String label) {
        return By.xpath("//ul[@class='menu-list']//*[self::button or self::a][" + named(label) + "]");
    }

    /** The input of a field, by its label. */
    static By field(String label) {
        return By.xpath("//*[@id=//label[normalize-space()='" + label + "']/@for]");
    }

    /** The input of a field of one of several forms, by the id of what the form is in. */
    static By fieldIn(String id, String label) {
        return By.xpath("//*[@id=//*[@id='" + id + "']//label[normalize-space()='" + label + "']/@for]");
    }

    static By errorIn(String id, String label) {
        return By.xpath("//*[@id='" + id + "']//label[normalize-space()='" + label
                + "']/ancestor::div[contains(@class, 'field')][1]//*[contains(@class, 'error')]");
    }

    static By errorOf(String label) {
        return By.xpath("//label[normalize-space()='" + label
                + "']/ancestor::div[contains(@class, 'field')][1]//*[contains(@class, 'error')]");
    }

    static By option(String label, String text) {
        return By
            .xpath("//*[@id=//label[normalize-space()='" + label + "']/@for]/option[normalize-space()='" + text + "']");
    }

    /** One of a few choices beside each other. */
    static By choice(String label) {
        return By.xpath("//*[@role='radiogroup']//label[normalize-space()='" + label + "']");
    }

    /** The value below the label of a figure, such as "Acknowledged". */
    static By figure(String id) {
        return By.cssSelector("#" + id + " dd");
    }

    /** The value beside a name in a list of facts. */
    static By fact(String name) {
        return By
            .xpath("//dl[contains(@class, 'facts')]/dt[normalize-space()='" + name + "']/following-sibling::dd[1]");
    }

    /** The element of this id in a row of a table. */
    static By cell(String rowId, String label) {
        return By.cssSelector("[id='" + rowId + "'] td[data-label='" + label + "']");
    }

    private static String named(String label) {
        return "normalize-space()='" + label + "' or @aria-label='" + label + "'";
    }

}
