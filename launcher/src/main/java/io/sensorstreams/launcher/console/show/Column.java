package io.sensorstreams.launcher.console.show;

/**
 * A column of a table. Texts are aligned to the left, numbers to the right.
 *
 * @param name its header
 * @param isElastic whether its texts may be shortened
 * @param isOptional whether it is left out where the table is too wide
 */
public record Column(String name, boolean isNumber, boolean isElastic, boolean isOptional) {

    public static Column text(String name) {
        return new Column(name, false, false, false);
    }

    public static Column number(String name) {
        return new Column(name, true, false, false);
    }

    public Column elastic() {
        return new Column(this.name, this.isNumber, true, this.isOptional);
    }

    public Column optional() {
        return new Column(this.name, this.isNumber, this.isElastic, true);
    }

}
