package io.sensorstreams.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

/** Finds source files and methods that are too long to be read at once. */
final class SourceSizes {

    private static final long MAX_FILE_LINES = 300;

    private static final long MAX_METHOD_LINES = 40;

    private SourceSizes() {
    }

    /**
     * Returns the files and methods that are too long, a sentence each.
     * @param sources directory of the sources
     */
    static List<String> tooLong(Path sources) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(sources)) {
            paths = all.filter((path) -> path.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(paths));
            Scanner scanner = new Scanner(Trees.instance(task).getSourcePositions());
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return scanner.found;
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {

        private final SourcePositions positions;

        private final List<String> found = new ArrayList<>();

        private CompilationUnitTree unit;

        Scanner(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, Void nothing) {
            this.unit = tree;
            check(tree, tree.getSourceFile().getName(), MAX_FILE_LINES);
            return super.visitCompilationUnit(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type) {
                check(method, type.getSimpleName() + "." + method.getName(), MAX_METHOD_LINES);
            }
            return super.visitMethod(method, nothing);
        }

        private void check(Tree tree, String name, long most) {
            long first = this.unit.getLineMap().getLineNumber(this.positions.getStartPosition(this.unit, tree));
            long last = this.unit.getLineMap().getLineNumber(this.positions.getEndPosition(this.unit, tree));
            if (last - first + 1 > most) {
                this.found.add("%s has %d lines, more than %d".formatted(name, last - first + 1, most));
            }
        }

    }

}
