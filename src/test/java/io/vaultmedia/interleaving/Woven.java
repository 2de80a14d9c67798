package io.vaultmedia.interleaving;

import static net.bytebuddy.jar.asm.Opcodes.ACC_SYNCHRONIZED;
import static net.bytebuddy.jar.asm.Opcodes.ASM9;
import static net.bytebuddy.jar.asm.Opcodes.GETFIELD;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.MONITORENTER;
import static net.bytebuddy.jar.asm.Opcodes.MONITOREXIT;
import static net.bytebuddy.jar.asm.Opcodes.PUTFIELD;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Loads the product's classes as they are compiled, with {@link Hooks} in place of what blocks. Those that threads share get
 * a {@link Interleaving#point} before each access to a field that can change, and each call of a concurrent collection.
 */
final class Woven extends ClassLoader {

    private static final String PACKAGE = "io.vaultmedia.";
    private static final String OWN = Woven.class.getPackageName() + ".";
    private static final String HOOKS = Type.getInternalName(Hooks.class);
    private static final String POINTS = Type.getInternalName(Interleaving.class);

    /** What blocks: owner, name and descriptor, and what is called in its place. */
    private static final Map<String, String> BLOCKING = Map.ofEntries(
            Map.entry("java/lang/Object.wait()V", "await"),
            Map.entry("java/lang/Object.wait(J)V", "await"),
            Map.entry("java/lang/Object.notifyAll()V", "notifyAll"),
            Map.entry("java/util/concurrent/TimeUnit.timedWait(Ljava/lang/Object;J)V", "timedWait"),
            Map.entry("java/util/concurrent/locks/ReentrantLock.lock()V", "lock"),
            Map.entry("java/util/concurrent/locks/ReentrantLock.unlock()V", "unlock"),
            Map.entry("java/util/concurrent/locks/ReentrantLock.tryLock(JLjava/util/concurrent/TimeUnit;)Z", "tryLock"),
            Map.entry(
                    "java/util/concurrent/BlockingQueue.offer(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Z",
                    "offer"),
            Map.entry(
                    "java/util/concurrent/BlockingQueue.poll(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;",
                    "poll"),
            Map.entry("java/util/concurrent/CompletableFuture.get()Ljava/lang/Object;", "get"),
            Map.entry(
                    "java/util/concurrent/CompletableFuture.get(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;",
                    "get"),
            Map.entry("java/util/concurrent/CompletableFuture.join()Ljava/lang/Object;", "join"),
            Map.entry("java/lang/System.nanoTime()J", "nanoTime"));

    private final Set<String> shared;

    /** @param shared the names of the classes that get points; all get hooks */
    Woven(Set<String> shared) {
        super(Woven.class.getClassLoader());
        this.shared = shared;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE) || (name.startsWith(OWN) && !name.contains("Test"))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? weave(name) : loaded;
        }
    }

    private Class<?> weave(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            Set<String> finals = shared.contains(name) ? finals(reader) : null;
            reader.accept(new Weaver(writer, finals), ClassReader.EXPAND_FRAMES);
            byte[] woven = writer.toByteArray();
            return defineClass(name, woven, 0, woven.length);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    /** The fields that no other thread can see change. */
    private static Set<String> finals(ClassReader reader) {
        Set<String> finals = new HashSet<>();
        reader.accept(
                new ClassVisitor(ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
                        if ((access & Opcodes.ACC_FINAL) != 0) {
                            finals.add(name);
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE);
        return finals;
    }

    /** Of one class. */
    private static final class Weaver extends ClassVisitor {
        private final Set<String> finals;
        private String type;

        private Weaver(ClassVisitor next, Set<String> finals) {
            super(ASM9, next);
            this.finals = finals;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            type = name;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            if ((access & ACC_SYNCHRONIZED) == 0) {
                return new Points(super.visitMethod(access, name, descriptor, signature, thrown), type, name, finals);
            }
            int plain = access & ~ACC_SYNCHRONIZED;
            String inner = name + "$inMonitor";
            new MonitorMethod(super.visitMethod(plain, name, descriptor, signature, thrown), type, descriptor)
                    .call(inner);
            return new Points(super.visitMethod(plain, inner, descriptor, null, thrown), type, name, finals);
        }
    }

    /** Calls an instance method in the object's monitor, which it leaves however the method ends. */
    private record MonitorMethod(MethodVisitor code, String type, String descriptor) {
        private void call(String inner) {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            code.visitCode();
            code.visitTryCatchBlock(start, end, handler, null);
            monitor("enter");
            code.visitLabel(start);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            int local = 1;
            Type[] arguments = Type.getArgumentTypes(descriptor);
            for (Type argument : arguments) {
                code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
                local += argument.getSize();
            }
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, inner, descriptor, false);
            code.visitLabel(end);
            monitor("exit");
            code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
            code.visitLabel(handler);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {type}, 1, new Object[] {"java/lang/Throwable"});
            monitor("exit");
            code.visitInsn(Opcodes.ATHROW);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        private void monitor(String what) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(INVOKESTATIC, HOOKS, what, "(Ljava/lang/Object;)V", false);
        }
    }

    /** Of one method. */
    private static final class Points extends MethodVisitor {
        private final String place;
        private final boolean initializes;
        private final Set<String> finals;
        private int line;

        private Points(MethodVisitor next, String type, String method, Set<String> finals) {
            super(ASM9, next);
            this.finals = finals;
            this.place = type.substring(type.lastIndexOf('/') + 1) + "." + method;
            this.initializes = method.equals("<clinit>");
        }

        @Override
        public void visitCode() {
            super.visitCode();
            hold("initializes");
        }

        private void hold(String what) {
            if (initializes) {
                super.visitMethodInsn(INVOKESTATIC, POINTS, what, "()V", false);
            }
        }

        private void point() {
            if (finals == null) {
                return;
            }
            visitLdcInsn(place + ":" + line);
            super.visitMethodInsn(INVOKESTATIC, POINTS, "point", "(Ljava/lang/String;)V", false);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if ((opcode == GETFIELD || opcode == PUTFIELD) && (finals == null || !finals.contains(name))) {
                point();
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == MONITORENTER || opcode == MONITOREXIT) {
                String hook = opcode == MONITORENTER ? "enter" : "exit";
                super.visitMethodInsn(INVOKESTATIC, HOOKS, hook, "(Ljava/lang/Object;)V", false);
            } else {
                if (opcode == Opcodes.RETURN) {
                    hold("hasInitialized");
                }
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String hook = BLOCKING.get(owner + "." + name + descriptor);
            if (hook != null) {
                super.visitMethodInsn(INVOKESTATIC, HOOKS, hook, hooked(opcode, owner, descriptor), false);
                return;
            }
            if (owner.startsWith("java/util/concurrent/") || owner.equals("java/util/Queue")) {
                point();
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        /** The object that the method would be called on is the first argument. */
        private static String hooked(int opcode, String owner, String descriptor) {
            String receiver = opcode == INVOKESTATIC ? "" : "L" + owner + ";";
            return "(" + receiver + descriptor.substring(1);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Handle handle
                        && handle.getName().equals("nanoTime")
                        && handle.getOwner().equals("java/lang/System")) {
                    arguments[i] = new Handle(Opcodes.H_INVOKESTATIC, HOOKS, "nanoTime", "()J", false);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }
    }
}
